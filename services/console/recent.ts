import { within } from '@passback/service-kit';

/**
 * An answer of another service that is slow to come: one question at a time, its answer is good for a while, and who asks meanwhile waits
 * no longer than they want. What came too late for one is there for the next.
 */
export class Recent<T> {
  readonly #ask: () => Promise<T>;
  readonly #keptMs: number;
  readonly #watch: () => number;
  #asking: Promise<T> | null = null;
  #held: { readonly answer: T; readonly until: number } | null = null;

  /** `watch`: milliseconds since some instant. */
  constructor(ask: () => Promise<T>, keptMs: number, watch = () => performance.now()) {
    this.#ask = ask;
    this.#keptMs = keptMs;
    this.#watch = watch;
  }

  /** Null where no answer came within `ms`. Rejects as the question does. */
  async within(ms: number): Promise<T | null> {
    if (this.#held !== null && this.#held.until > this.#watch()) return this.#held.answer;
    return within(ms, this.#answer(), { late: () => null });
  }

  #answer(): Promise<T> {
    this.#asking ??= this.#ask()
      .then((answer) => {
        this.#held = { answer, until: this.#watch() + this.#keptMs };
        return answer;
      })
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }
}
