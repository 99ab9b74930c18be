import type { EpochMs, InstantText, LocalDate } from '../facts/section-assessment.ts';
import { dateOfDay, DAY_MS, dayOfDate } from './day-numbers.ts';
import { offsetMsAt } from './zone-offsets.ts';

// Date, time to the second, up to nine decimals, and an offset; anything else that Temporal knows goes through Temporal.
const COMMON_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The calendar date in `timeZone` (IANA name) at `instant`: docs/passback-rules.md §2, "an instant is turned into the district's date
 * first". Throws `RangeError` where the text is not an instant with an offset, or the zone is unknown.
 */
export function localDate(instant: InstantText | EpochMs, timeZone: string): LocalDate {
  const at = typeof instant === 'number' ? instant : epochMsOf(instant);
  return dateOfDay(Math.floor((at + offsetMsAt(at, timeZone)) / DAY_MS));
}

function epochMsOf(instant: InstantText): EpochMs {
  const at = COMMON_INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(at) ? Temporal.Instant.from(instant).epochMilliseconds : at;
}

/** The date `days` calendar days after `date`, or before it where negative. Throws `RangeError` where `date` is not one. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const day = dayOfDate(date);
  if (day === null) throw new RangeError('not a calendar date written as YYYY-MM-DD');
  return dateOfDay(day + days);
}

/** Whether the text is a date of the calendar written as `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  return dayOfDate(text) !== null;
}
