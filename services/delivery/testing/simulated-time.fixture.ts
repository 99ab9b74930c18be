import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@passback/service-kit';

/** Turns of the event loop in which nothing happens before time moves on: a request is on its way for one or two. */
const QUIET_TURNS = 12;

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** Time that stands still while anything is done, and then moves on to when the next sleeper wakes. */
export class SimulatedTime implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now = Date.parse('2026-10-20T18:00:00Z');
  #begun = 0;
  #ended = 0;

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

  /** Something began that takes none of this time: it stands still until that has `ended`. */
  begun(): void {
    this.#begun += 1;
  }

  ended(): void {
    this.#ended += 1;
  }

  /** Lets time pass until `done` is settled. */
  async pass<T>(done: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = (): void => void (isSettled = true);
    done.then(settle, settle);
    let [quietTurns, begunBefore] = [0, this.#begun];
    while (!isSettled) {
      await nextTurn();
      quietTurns = this.#begun === begunBefore && this.#begun === this.#ended ? quietTurns + 1 : 0;
      begunBefore = this.#begun;
      if (quietTurns < QUIET_TURNS) continue;
      quietTurns = 0;
      this.#wakeNext();
    }
    return done;
  }

  #wakeNext(): void {
    const [first] = [...this.#sleepers].toSorted((one, other) => one.until - other.until);
    if (first === undefined) return;
    this.#now = Math.max(this.#now, first.until);
    first.wake();
  }
}
