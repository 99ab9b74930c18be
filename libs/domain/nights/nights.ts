import { addDays, localDate } from '../dates/local-date.ts';
import type { EpochMs, LocalDate } from '../facts/section-assessment.ts';

/** One night of a district: the local date that it belongs to, and the instant at which it begins. */
export interface Night {
  readonly date: LocalDate;
  readonly at: EpochMs;
}

/** Local dates around an instant that can hold its nearest nights: one either side, and one that the calendar skipped. */
const REACH_DAYS = 3;

/**
 * The newest night that has begun at `now`. `nightlyRunAt` is the district's local time, `HH:MM`; `timeZone` an IANA name.
 * Each local date has one night (docs/passback-rules.md §6): a time that the clocks skip is run at the next instant that exists, one that
 * comes twice at the first; a date that a zone skipped altogether has none. Throws `RangeError` for a time or zone that is none.
 */
export function lastNight(now: EpochMs, timeZone: string, nightlyRunAt: string): Night {
  // From tomorrow: clocks set back across midnight make yesterday come again after today's night has begun.
  return nearestNight(now, timeZone, nightlyRunAt, 1, -1, (at) => at <= now);
}

/** The first night that begins after `now`; otherwise as `lastNight`. */
export function nextNight(now: EpochMs, timeZone: string, nightlyRunAt: string): Night {
  return nearestNight(now, timeZone, nightlyRunAt, 0, 1, (at) => at > now);
}

function nearestNight(
  now: EpochMs,
  timeZone: string,
  nightlyRunAt: string,
  firstDay: number,
  step: 1 | -1,
  isSought: (at: EpochMs) => boolean,
): Night {
  const today = localDate(now, timeZone);
  for (let days = firstDay; Math.abs(days) <= REACH_DAYS; days += step) {
    const date = addDays(today, days);
    const at = nightInstant(date, timeZone, nightlyRunAt);
    if (at !== null && isSought(at)) return { date, at };
  }
  throw new Error(`no night within ${REACH_DAYS} days: the time zone data are not as expected`);
}

/** When the night of a local date begins or began; null for a date that the zone skipped. Otherwise as `lastNight`. */
export function nightInstant(date: LocalDate, timeZone: string, nightlyRunAt: string): EpochMs | null {
  const time = Temporal.PlainTime.from(nightlyRunAt);
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const night = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (night.toPlainDateTime().equals(wanted)) return night.epochMilliseconds;
  if (isSkipped(date, timeZone)) return null;
  // In a gap "earlier" lies before it, by as much as the gap is long; the gap ends where the offset changes.
  return (night.getTimeZoneTransition('next') ?? night).epochMilliseconds;
}

/** Whether the zone never had this date, as Samoa had no 2011-12-30. */
function isSkipped(date: LocalDate, timeZone: string): boolean {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toPlainDate().toString() !== date;
}
