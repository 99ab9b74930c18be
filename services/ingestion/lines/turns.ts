/** How long a stream has the thread at a time: less than a request of somebody else takes anyway. */
const SLICE_MS = 0.5;

/**
 * Turns at this process' one thread, for work that comes in long rows of short steps: lines of streams. Whoever has had a slice waits,
 * and of those who wait one goes on in each turn of the event loop. So however many streams bring however many lines, a request beside
 * them waits for one slice in each of its own turns, and not for a chunk of each stream.
 */
export class Turns {
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** Monotonic, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** One stream's: call it between its steps. Resolves when the next may be taken; null where that is at once. */
  stream(): () => Promise<void> | null {
    let since = this.#now();
    return () => {
      if (this.#now() - since < SLICE_MS) return null;
      return this.#next().then(() => {
        since = this.#now();
      });
    };
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#waiting.shift()?.();
      this.#schedule();
    });
  }
}
