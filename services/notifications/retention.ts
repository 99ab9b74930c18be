import type { NotificationStore } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SWEEP_EVERY_MS = 60 * 60 * 1_000;

/** Cuts what was told off at its old end, at start and then once an hour. */
export class Retention {
  readonly #days: number;
  readonly #surroundings: {
    notifications: Pick<NotificationStore, 'prune'>;
    clock: Clock;
    logger: Pick<Logger, 'warn'>;
  };
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(
    days: number,
    surroundings: { notifications: Pick<NotificationStore, 'prune'>; clock: Clock; logger: Pick<Logger, 'warn'> },
  ) {
    this.#days = days;
    this.#surroundings = surroundings;
  }

  start(): void {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { notifications, clock, logger } = this.#surroundings;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await notifications.prune(clock.now() - this.#days * DAY_MS);
      } catch (error) {
        logger.warn({ err: error }, 'old messages could not be removed; it is tried again');
      }
      await clock.sleep(SWEEP_EVERY_MS, signal);
    }
  }
}
