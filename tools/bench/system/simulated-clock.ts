import type { Clock } from '@passback/service-kit';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/**
 * Time that stands still while anything is done, and then jumps to when the next sleeper wakes: hours pass in seconds, and what is
 * measured in it does not depend on the machine.
 */
export class SimulatedClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now: number;

  /** `now`: milliseconds since the epoch. */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        until: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Moves on to when the next sleeper wakes, and wakes it; false when nobody sleeps. */
  jump(): boolean {
    const [first] = [...this.#sleepers].toSorted((one, other) => one.until - other.until);
    if (first === undefined) return false;
    this.#now = Math.max(this.#now, first.until);
    first.wake();
    return true;
  }
}
