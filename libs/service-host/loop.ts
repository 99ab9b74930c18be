import { LedgerError } from '@passback/ledger';
import { type BackgroundTask, type Clock, forEachAtMost, type Logger, Troubles } from '@passback/service-kit';

/** Items that one round asks the ledger about at once, so that a slow answer delays few others. */
const LOOKED_AT_ONCE = 16;

export interface LoopOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly task: BackgroundTask;
  /** What is said of a trouble. */
  readonly words: string;
}

/** Does something again and again, a round at a time. What goes wrong is said once until a round is without trouble, and tried again. */
export class Loop {
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #everyMs: () => number;
  readonly #round: (loop: Loop) => Promise<void>;
  readonly #troubles: Troubles;
  readonly #stopping = new AbortController();
  #woken = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  #isTroubled = false;

  /** The next round begins `everyMs` after one ended, or when it is woken. */
  constructor(
    { clock, logger, task, words }: LoopOptions,
    everyMs: number | (() => number),
    round: (loop: Loop) => Promise<void>,
  ) {
    this.#clock = clock;
    this.#everyMs = typeof everyMs === 'number' ? () => everyMs : everyMs;
    this.#round = round;
    this.#troubles = new Troubles(task, logger, words);
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** The next round begins as soon as the one under way has ended. */
  wake(): void {
    this.#woken.abort();
  }

  /** Lets what is under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#ended;
  }

  /** Within a round: does `work`, unless it is stopping. What goes wrong with it is no reason to leave the rest of the round. */
  async attempt(ids: object, work: () => Promise<void>): Promise<void> {
    if (!this.isStopping) await work().catch((error: unknown) => this.#troubled(error, ids));
  }

  /**
   * Within a round: does `work` for each of the items, some at once. What goes wrong with one is no reason to leave the others; a ledger
   * that is away is, as all of them need it, and is thrown.
   */
  async each<T>(
    items: readonly T[],
    idsOf: (item: T) => object,
    work: (item: T) => Promise<void>,
    atOnce = LOOKED_AT_ONCE,
  ): Promise<void> {
    await forEachAtMost(atOnce, items, async (item) => {
      if (this.isStopping) return;
      await work(item).catch((error: unknown) => {
        if (error instanceof LedgerError && error.code === 'UNAVAILABLE') throw error;
        this.#troubled(error, idsOf(item));
      });
    });
  }

  async #run(): Promise<void> {
    while (!this.isStopping) {
      this.#woken = new AbortController();
      this.#isTroubled = false;
      await this.#round(this).catch((error: unknown) => this.#troubled(error, {}));
      if (!this.#isTroubled) this.#troubles.over();
      if (!this.isStopping) await this.#clock.sleep(this.#everyMs(), this.#woken.signal);
    }
  }

  #troubled(error: unknown, ids: object): void {
    this.#isTroubled = true;
    this.#troubles.met(error, ids);
  }
}
