import type { Clock } from '@passback/service-kit';
import type { Throttled } from '../failures/throttle.ts';
import { SisError } from '../port/gradebook.ts';

/** How long one request waits for its throttle before it is given up; the unit stays due, and nothing counts as failed. */
export const THROTTLE_POLICY = {
  /** Finding a strict interval takes about six refusals; more is a throttle that lets nothing through. */
  maxWaits: 12,
  /** A unit in hand is kept from nobody for longer than this. */
  maxTotalMs: 120_000,
  /** Where PowerSchool does not say how long: the first wait, doubled with each one after it. */
  firstWaitMs: 1000,
  maxWaitMs: 30_000,
  /** However long it asks: a number that is out of all reason must not stop a district for days. */
  maxPauseMs: 3_600_000,
} as const;

export interface ThrottleWaits {
  /** How long to wait after this throttle answer; it counts. */
  next(throttle: Throttled): number;
  /** Throws `SisError` `throttled` when the transport is paused for longer than the policy allows this request. */
  check(pausedUntil: number): void;
}

/** Counts one request's waits for the throttle. */
export function createThrottleWaits(clock: Pick<Clock, 'now'>): ThrottleWaits {
  let waits = 0;
  let totalMs = 0;
  return {
    next: ({ waitMs }) => {
      const own = Math.min(THROTTLE_POLICY.firstWaitMs * 2 ** waits, THROTTLE_POLICY.maxWaitMs);
      const next = Math.min(waitMs ?? own, THROTTLE_POLICY.maxPauseMs);
      waits += 1;
      totalMs += next;
      return next;
    },
    check: (pausedUntil) => {
      const restMs = Math.max(0, pausedUntil - clock.now());
      const tooLong = Math.max(totalMs, restMs) > THROTTLE_POLICY.maxTotalMs;
      if (waits > THROTTLE_POLICY.maxWaits || tooLong) throw throttledFor(restMs);
    },
  };
}

/** The failure of a request that would have to wait `retryAfterMs` more. */
export function throttledFor(retryAfterMs: number): SisError {
  return new SisError(
    { class: 'throttled', code: 'SIS_UNAVAILABLE', retryAfterMs: Math.ceil(retryAfterMs) },
    'PowerSchool asks to wait longer than one delivery may',
  );
}
