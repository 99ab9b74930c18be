import type { ReservedTime } from '../port/paces.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';

/** A dozen processes that have as much ahead as each may. */
const LEAST_HORIZON_MS = 30_000;
const HORIZON_IN_LENGTHS = 10;

/** Between which two moments the ledger's time is, and how long after it was asked that was found. */
interface Now {
  readonly atLeast: number;
  readonly atMost: number;
  readonly afterMs: number;
}

/** Where a stretch may begin: after what is reserved, where that is between the two; else at `earliest`. */
export interface Bounds {
  readonly earliest: number;
  readonly furthest: number;
}

/** Throws `LedgerError` `LIMIT_EXCEEDED`. */
export function checkStretch({ lengthMs, inMs }: { lengthMs: number; inMs: number }): void {
  checkLimit('milliseconds of one stretch', lengthMs, LEDGER_LIMITS.reservedMs);
  checkLimit('milliseconds until a stretch begins', inMs, LEDGER_LIMITS.reservedMs);
}

export function boundsOf({ lengthMs, inMs }: { lengthMs: number; inMs: number }, now: Now): Bounds {
  const earliest = now.atMost + inMs;
  return { earliest, furthest: earliest + Math.max(LEAST_HORIZON_MS, lengthMs * HORIZON_IN_LENGTHS) };
}

export function reservedTime(until: number, lengthMs: number, { atLeast, atMost, afterMs }: Now): ReservedTime {
  const from = until - lengthMs;
  return { from, until, beginsInMs: from - atLeast + afterMs, endsInMs: until - atMost + afterMs };
}
