import type { EpochMs, LocalDate } from '../facts/section-assessment.ts';

/** One night of a district: the local date that it belongs to, and the instant at which it begins. */
export interface Night {
  readonly date: LocalDate;
  readonly at: EpochMs;
}

export function lastNight(_now: EpochMs, _timeZone: string, _nightlyRunAt: string): Night {
  throw new Error('not written yet');
}

export function nextNight(_now: EpochMs, _timeZone: string, _nightlyRunAt: string): Night {
  throw new Error('not written yet');
}
