import { Loop } from '@passback/service-host';
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
  readonly #loop: Loop;
  readonly #inHand = new Set<Promise<void>>();
  /** Whether there may be more to send at once. */
  #isBusy = false;

  constructor(context: NotificationsContext, options: SenderOptions) {
    this.#context = context;
    this.#options = options;
    const words = 'messages cannot be sent now; it is tried again';
    const everyMs = (): number => (this.#isBusy ? BUSY_MS : Math.min(options.everyMs, LIMITS.lookedForMs));
    this.#loop = new Loop({ ...context, task: 'sending', words }, everyMs, async () => {
      this.#isBusy = false;
      this.#isBusy = await this.#round();
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Takes no more, and lets what is in hand end. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.all(this.#inHand);
  }

  /** Whether it is busy. */
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
    for (const record of claimed) {
      const sending: Promise<void> = sendMessage(this.#context, record, this.#options)
        .catch((error: unknown) => {
          const { districtId, notificationId } = record;
          logger.error({ err: error, district: districtId, notification: notificationId }, 'sending a message failed');
        })
        .finally(() => this.#inHand.delete(sending));
      this.#inHand.add(sending);
    }
    if (this.#inHand.size >= LIMITS.inHand) await Promise.race(this.#inHand);
    return claimed.length === limit;
  }
}
