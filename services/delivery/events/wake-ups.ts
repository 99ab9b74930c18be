import { topics } from '@passback/contracts';
import type { Consumer, Messaging } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';

/** Wake-ups of one batch; each only names a district. */
const MAX_BATCH = 500;
const CONNECT_AGAIN_MS = 1_000;

export interface WakeUpOptions {
  readonly messaging: Messaging;
  readonly group: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** `isAsked`: a person asks for it. */
  readonly onWake: (districtId: string, isAsked: boolean) => void;
}

/**
 * Consumes delivery requests as what they are here: a hint that a district has work due. Each is resolved at once, so that no slow
 * district ever holds an offset back; one that is lost costs a second, until the ledger is asked the next time; with a circuit open, that the next probe is waited for.
 */
export class WakeUps {
  readonly #options: WakeUpOptions;
  readonly #stopping = new AbortController();
  #connecting: Promise<void> = Promise.resolve();
  #consumer: Consumer | null = null;
  #trouble: string | null = 'not consuming yet';

  constructor(options: WakeUpOptions) {
    this.#options = options;
  }

  /** Null while it consumes. */
  trouble(): string | null {
    return this.#trouble ?? this.#consumer?.trouble() ?? null;
  }

  /** Resolves after the first try; if that fails, more follow. */
  async start(): Promise<void> {
    if (!(await this.#tryToConnect())) this.#connecting = this.#keepTrying();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connecting;
    await this.#consumer?.stop();
  }

  async #keepTrying(): Promise<void> {
    const { signal } = this.#stopping;
    do await this.#options.clock.sleep(CONNECT_AGAIN_MS, signal);
    while (!signal.aborted && !(await this.#tryToConnect()));
  }

  async #tryToConnect(): Promise<boolean> {
    const { messaging, group, logger, onWake } = this.#options;
    try {
      await messaging.ensureTopics([topics.deliveries, topics.outcomes, topics.deadLetters]);
      this.#consumer = await messaging.consume(topics.deliveries, {
        group,
        maxBatch: MAX_BATCH,
        from: 'newest',
        handle: async (messages) => {
          const asked = new Map<string, boolean>();
          for (const { value } of messages)
            asked.set(value.districtId, value.asked || asked.get(value.districtId) === true);
          for (const [districtId, isAsked] of asked) onWake(districtId, isAsked);
          return undefined;
        },
      });
      this.#trouble = null;
      return true;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble) logger.warn({ err: error }, 'the broker is not there and is tried again');
      this.#trouble = trouble;
      return false;
    }
  }
}
