import { LIMITS } from '../limits.ts';
import type { NotificationsContext } from '../notifications-context.ts';
import type { Pace } from './pace.ts';
import { sendMessage, type SendingParts } from './send-message.ts';

export interface SenderOptions extends SendingParts {
  readonly pace: Pace;
  readonly leaseMs: number;
  readonly everyMs: number;
}

/** At most; while messages wait for the pace, they are looked for so often. */
const BUSY_MS = 1_000;

/** Takes due messages in hand, a few at once and no more a minute than may be, and sends them. */
export class Sender {
  readonly #context: NotificationsContext;
  readonly #options: SenderOptions;
  readonly #stopping = new AbortController();
  readonly #inHand = new Set<Promise<void>>();
  #ended: Promise<void> = Promise.resolve();
  #isTroubled = false;

  constructor(context: NotificationsContext, options: SenderOptions) {
    this.#context = context;
    this.#options = options;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Takes no more, and lets what is in hand end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
    await Promise.all(this.#inHand);
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#context;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let isBusy = false;
      try {
        isBusy = await this.#round();
        this.#isTroubled = false;
      } catch (error) {
        if (!this.#isTroubled) logger.warn({ err: error }, 'messages cannot be sent now; it is tried again');
        this.#isTroubled = true;
      }
      await clock.sleep(isBusy ? BUSY_MS : Math.min(this.#options.everyMs, LIMITS.lookedForMs), signal);
    }
  }

  /** Whether there may be more to send at once. */
  async #round(): Promise<boolean> {
    const { ledger, clock, logger, owner } = this.#context;
    const { pace, leaseMs } = this.#options;
    for (const { districtId, notificationId } of await ledger.notifications.callInDoubt(clock.now()))
      logger.warn({ district: districtId, notification: notificationId }, 'a message is in doubt and not sent again');
    const room = LIMITS.inHand - this.#inHand.size;
    const limit = pace.take(room);
    if (limit === 0) return true;
    const claimed = await ledger.notifications.claim({ owner, now: clock.now(), leaseMs, limit });
    pace.giveBack(limit - claimed.length);
    for (const message of claimed) {
      const sending: Promise<void> = sendMessage(this.#context, message, this.#options)
        .catch((error: unknown) => {
          const { districtId, notificationId } = message;
          logger.error({ err: error, district: districtId, notification: notificationId }, 'sending a message failed');
        })
        .finally(() => this.#inHand.delete(sending));
      this.#inHand.add(sending);
    }
    if (this.#inHand.size >= LIMITS.inHand) await Promise.race(this.#inHand);
    return claimed.length === limit;
  }
}
