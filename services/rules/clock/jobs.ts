import type { Logger } from '@passback/service-kit';

export interface JobLimits {
  /** Jobs at work at once. */
  readonly atOnce: number;
  /** Jobs known at once, those that wait among them; what comes then is refused. */
  readonly known: number;
}

export interface Job {
  /** Awaited before the job takes a place, so that its waiting keeps no other one from working. */
  readonly ready?: (signal: AbortSignal) => Promise<unknown>;
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/**
 * Work that takes longer than a tick: one job at a time per key, at most `atOnce` at work. The others wait in the order in which
 * they became ready, and the next begins the moment one ends.
 */
export class Jobs {
  readonly #limits: JobLimits;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #known = new Map<string, Promise<void>>();
  readonly #queue: (() => void)[] = [];
  readonly #stopping = new AbortController();
  #working = 0;

  constructor(limits: JobLimits, logger: Pick<Logger, 'warn'>) {
    this.#limits = limits;
    this.#logger = logger;
  }

  /** False when there is a job of this key, too many are known, or all is being stopped: a later tick comes again. */
  start(key: string, job: Job): boolean {
    if (this.#stopping.signal.aborted || this.#known.size >= this.#limits.known || this.#known.has(key)) return false;
    const done = this.#do(job)
      .catch((error: unknown) => this.#logger.warn({ err: error, job: key }, 'a job failed and will be begun again'))
      .finally(() => this.#known.delete(key));
    this.#known.set(key, done);
    return true;
  }

  /** Whether there is a job of this key, at work or waiting. */
  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** Asks all to come to an end, and waits for it. What waits has its turn with the signal aborted, to give back what it holds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#known.values());
  }

  async #do({ ready, work }: Job): Promise<void> {
    const { signal } = this.#stopping;
    await ready?.(signal);
    await this.#place();
    try {
      await work(signal);
    } finally {
      this.#giveUpPlace();
    }
  }

  async #place(): Promise<void> {
    if (this.#working >= this.#limits.atOnce) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#working += 1;
  }

  /** The place goes straight to the next in line, so that nobody who comes meanwhile gets ahead. */
  #giveUpPlace(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#working -= 1;
    else next();
  }
}
