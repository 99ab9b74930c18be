import { topics } from '@passback/contracts';
import type { Consumer, Messaging } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';

export interface WakeUpOptions {
  readonly messaging: Messaging;
  readonly group: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly onWake: () => void;
}

/**
 * Consumes runs as hints that a night has ended: what is told is read from the ledger. A hint that is lost, or comes again, changes nothing
 * but when it is looked.
 */
export class WakeUps {
  readonly #options: WakeUpOptions;
  readonly #stopping = new AbortController();
  readonly #consumers: Consumer[] = [];
  #connecting: Promise<void> = Promise.resolve();
  #trouble: string | null = 'not consuming yet';

  constructor(options: WakeUpOptions) {
    this.#options = options;
  }

  /** Null while it consumes. */
  trouble(): string | null {
    return this.#trouble ?? this.#consumers.map((each) => each.trouble()).find((trouble) => trouble !== null) ?? null;
  }

  /** Resolves after the first try; if that fails, more follow. */
  async start(): Promise<void> {
    if (!(await this.#tryToConnect())) this.#connecting = this.#keepTrying();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connecting;
    await this.#stopConsumers();
  }

  async #keepTrying(): Promise<void> {
    const { signal } = this.#stopping;
    do await this.#options.clock.sleep(LIMITS.connectAgainMs, signal);
    while (!signal.aborted && !(await this.#tryToConnect()));
  }

  async #tryToConnect(): Promise<boolean> {
    const { messaging, group, logger, onWake } = this.#options;
    const common = { group, maxBatch: LIMITS.wakeUpsPerBatch, from: 'newest' } as const;
    try {
      await messaging.ensureTopics([topics.runs, topics.deadLetters]);
      this.#consumers.push(
        await messaging.consume(topics.runs, {
          ...common,
          handle: async (messages) => {
            if (messages.some(({ value }) => value.finished !== undefined)) onWake();
            return undefined;
          },
        }),
      );
      this.#trouble = null;
      return true;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble) logger.warn({ err: error }, 'the broker is not there and is tried again');
      this.#trouble = trouble;
      await this.#stopConsumers();
      return false;
    }
  }

  async #stopConsumers(): Promise<void> {
    await Promise.all(this.#consumers.splice(0).map((consumer) => consumer.stop()));
  }
}
