import type { Logger } from '@passback/service-kit';

/** Work that takes longer than a tick: one at a time per key, at most `limit` at once; what finds no room comes with a later tick. */
export class Jobs {
  readonly #limit: number;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(limit: number, logger: Pick<Logger, 'warn'>) {
    this.#limit = limit;
    this.#logger = logger;
  }

  /** False when it runs already, there is no room, or all is being stopped. A failure is logged; the clock begins it again. */
  start(key: string, work: (signal: AbortSignal) => Promise<void>): boolean {
    if (this.#stopping.signal.aborted || this.#running.size >= this.#limit || this.#running.has(key)) return false;
    const job = work(this.#stopping.signal)
      .catch((error: unknown) => this.#logger.warn({ err: error, job: key }, 'a job failed and will be begun again'))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, job);
    return true;
  }

  isRunning(key: string): boolean {
    return this.#running.has(key);
  }

  /** Asks all to come to an end, and waits for it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }
}
