import type { Clock } from '@passback/service-kit';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved on; what sleeps wakes in order, each at its own time. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(now = Date.parse('2026-10-20T18:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true || ms <= 0) return resolve();
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  sleeping(): number {
    return this.#sleepers.length;
  }

  /** Moves on by `ms`, stopping wherever somebody wakes until nothing more happens there. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    while (this.#wakeNext(end)) await settle();
    this.#now = end;
    await settle();
  }

  /** Moves on until `done` is settled. Throws where nobody sleeps any more and it is not. */
  async runUntil<T>(done: Promise<T>): Promise<T> {
    let isDone = false;
    const mark = (): void => {
      isDone = true;
    };
    done.then(mark, mark);
    for (await settle(); !isDone; await settle())
      if (!this.#wakeNext(Infinity)) throw new Error('nothing more will happen');
    return done;
  }

  #wakeNext(end: number): boolean {
    const [next] = this.#sleepers.sort((one, other) => one.at - other.at);
    if (next === undefined || next.at > end) return false;
    this.#sleepers.shift();
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    return true;
  }
}

/** Lets promises run that wait for nothing but each other. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
