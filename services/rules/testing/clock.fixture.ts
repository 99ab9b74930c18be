import { type Clock, systemClock } from '@passback/service-kit';

/** Noon in Chicago of a day inside the grading period. */
export const NOON = Date.parse('2026-11-02T18:00:00Z');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Runs on with real time from wherever it was moved to last. */
export class MovedClock implements Clock {
  #offset: number;

  constructor(now: number) {
    this.#offset = now - Date.now();
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  moveTo(instant: number): void {
    this.#offset = instant - Date.now();
  }

  advance(ms: number): void {
    this.#offset += ms;
  }

  monotonic(): number {
    return this.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal);
  }
}
