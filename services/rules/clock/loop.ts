import { LedgerError } from '@passback/ledger';
import { forEachAtMost } from '../inputs/for-each-at-most.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';

/** Troubles remembered as said; more kinds than one outage has. */
const TROUBLES_REMEMBERED = 1_000;

/** Does something again and again, a round at a time. What goes wrong is said once until a round is without trouble, and tried again. */
export class Loop {
  readonly #context: Pick<RulesContext, 'clock' | 'logger'>;
  readonly #everyMs: number;
  readonly #round: (loop: Loop) => Promise<void>;
  readonly #stopping = new AbortController();
  readonly #said = new Set<string>();
  #ended: Promise<void> = Promise.resolve();
  #isTroubled = false;

  /** The next round begins `everyMs` after one ended. */
  constructor(context: Pick<RulesContext, 'clock' | 'logger'>, everyMs: number, round: (loop: Loop) => Promise<void>) {
    this.#context = context;
    this.#everyMs = everyMs;
    this.#round = round;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Lets what is under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  /**
   * Within a round: does `work` for each of the items, some at once. What goes wrong with one of them is no reason to leave the
   * others; a ledger that is away is, and is thrown.
   */
  async each<T>(items: readonly T[], idsOf: (item: T) => object, work: (item: T) => Promise<void>): Promise<void> {
    await forEachAtMost(LIMITS.lookedAtOnce, items, async (item) => {
      if (this.#stopping.signal.aborted) return;
      try {
        await work(item);
      } catch (error) {
        if (error instanceof LedgerError && error.code === 'UNAVAILABLE') throw error;
        this.#troubled(error, idsOf(item));
      }
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#isTroubled = false;
      await this.#round(this).catch((error: unknown) => this.#troubled(error, {}));
      if (!this.#isTroubled) this.#said.clear();
      await this.#context.clock.sleep(this.#everyMs, signal);
    }
  }

  #troubled(error: unknown, ids: object): void {
    this.#isTroubled = true;
    const trouble = `${JSON.stringify(ids)} ${error instanceof Error ? error.message : String(error)}`;
    if (this.#said.has(trouble)) return;
    if (this.#said.size >= TROUBLES_REMEMBERED) this.#said.clear();
    this.#said.add(trouble);
    this.#context.logger.warn({ err: error, ...ids }, 'the clock could not do its work and tries again');
  }
}
