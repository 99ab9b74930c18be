import type { Clock } from '@passback/service-kit';

/** Real time, that can be moved ahead: sleepers whose time has come then wake at once. The time of day can be set wrong beside it. */
export class MovableClock implements Clock {
  #aheadMs = 0;
  #wrongByMs = 0;
  #leasesAheadMs = 0;
  readonly #sleepers = new Set<{ readonly until: number; wake(): void }>();

  now(): number {
    return Date.now() + this.#aheadMs + this.#wrongByMs;
  }

  monotonic(): number {
    return performance.now() + this.#aheadMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        until: this.monotonic() + ms,
        wake: () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', sleeper.wake);
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      const timer = setTimeout(sleeper.wake, ms);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.until <= this.monotonic()) sleeper.wake();
  }

  /** What leases are counted by: no process sets it wrong. */
  leaseNow(): number {
    return Date.now() + this.#aheadMs + this.#leasesAheadMs;
  }

  /** As when the ledger's own clock were ahead for as long as `work` takes: it finds leases void that are not. */
  async withLeasesAhead<T>(ms: number, work: () => Promise<T>): Promise<T> {
    this.#leasesAheadMs = ms;
    try {
      return await work();
    } finally {
      this.#leasesAheadMs = 0;
    }
  }

  /** As when somebody corrects the machine's time, or gets it wrong: no sleeper wakes for it. */
  setWrongBy(ms: number): void {
    this.#wrongByMs = ms;
  }

  /** Sleeps that have not ended: none may be left once everything stopped. */
  get sleeping(): number {
    return this.#sleepers.size;
  }
}
