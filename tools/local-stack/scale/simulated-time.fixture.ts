import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@passback/service-kit';

/** Turns of the event loop in which nothing happens before time moves on: what is handed on by promises alone takes one or two. */
const QUIET_TURNS = 6;
/** As timers have it, but coarser: who sleeps wakes at a whole one of these, never early, so that many wake together. */
export const GRAIN_MS = 20;

interface Sleeper {
  wake(): void;
}

/**
 * Time that stands still while anything is done, and then moves on to when the next sleeper wakes; those of one moment wake together.
 * It does not slow down with the number of sleepers.
 */
export class SimulatedTime implements Clock {
  #now: number;
  readonly #sleepers = new Map<number, Set<Sleeper>>();
  readonly #moments = new Moments();
  #begun = 0;
  #ended = 0;
  #onAllEnded: (() => void) | null = null;

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
    const until = Math.ceil((this.#now + ms) / GRAIN_MS) * GRAIN_MS;
    return new Promise((resolve) => {
      const sleeping = this.#sleepingUntil(until);
      const sleeper = {
        wake: () => {
          sleeping.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      sleeping.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Does something that takes none of this time, however long the machine takes for it. */
  async standingStill<T>(work: () => Promise<T>): Promise<T> {
    this.#begun += 1;
    try {
      return await work();
    } finally {
      this.#ended += 1;
      if (this.#begun === this.#ended) this.#onAllEnded?.();
    }
  }

  /** Lets time pass until `done` is settled; `onMove` is told whenever it moved on. */
  async pass<T>(done: Promise<T>, onMove: () => void): Promise<T> {
    let isSettled = false;
    const settle = (): void => void (isSettled = true);
    done.then(settle, settle);
    let [quietTurns, begunBefore] = [0, this.#begun];
    while (!isSettled) {
      if (this.#begun !== this.#ended) await this.#untilAllEnded();
      await nextTurn();
      quietTurns = this.#begun === begunBefore && this.#begun === this.#ended ? quietTurns + 1 : 0;
      begunBefore = this.#begun;
      if (quietTurns < QUIET_TURNS) continue;
      quietTurns = 0;
      this.#wakeNext();
      onMove();
    }
    return done;
  }

  async #untilAllEnded(): Promise<void> {
    await new Promise<void>((resolve) => (this.#onAllEnded = resolve));
    this.#onAllEnded = null;
  }

  #sleepingUntil(moment: number): Set<Sleeper> {
    const known = this.#sleepers.get(moment);
    if (known !== undefined) return known;
    const sleeping = new Set<Sleeper>();
    this.#sleepers.set(moment, sleeping);
    this.#moments.add(moment);
    return sleeping;
  }

  #wakeNext(): void {
    for (let moment = this.#moments.take(); moment !== null; moment = this.#moments.take()) {
      const sleeping = this.#sleepers.get(moment) ?? new Set();
      this.#sleepers.delete(moment);
      if (sleeping.size === 0) continue;
      this.#now = Math.max(this.#now, moment);
      for (const sleeper of [...sleeping]) sleeper.wake();
      return;
    }
  }
}

/** A heap: the earliest first. */
class Moments {
  readonly #heap: number[] = [];

  add(moment: number): void {
    const heap = this.#heap;
    let at = heap.push(moment) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= moment) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = moment;
  }

  take(): number | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
      if (heap[child]! >= last) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
