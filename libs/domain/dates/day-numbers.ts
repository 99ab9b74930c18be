import type { LocalDate } from '../facts/section-assessment.ts';

export const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/; // four-digit year, month, day
/** A district's units name the days of a year or two; a full cache is emptied, which costs a microsecond a day. */
const MAX_CACHED_DAYS = 4_096;

const textByDay = new Map<number, LocalDate>();
const dayByText = new Map<LocalDate, number>();

/** The date that lies `day` days after 1970-01-01. */
export function dateOfDay(day: number): LocalDate {
  const cached = textByDay.get(day);
  if (cached !== undefined) return cached;
  const instant = new Date(day * DAY_MS).toISOString();
  const date = instant.slice(0, instant.indexOf('T'));
  if (textByDay.size >= MAX_CACHED_DAYS) textByDay.clear();
  textByDay.set(day, date);
  return date;
}

/** Days from 1970-01-01 to the date; null where the text is not a date of the calendar written as `YYYY-MM-DD`. */
export function dayOfDate(date: LocalDate): number | null {
  const cached = dayByText.get(date);
  if (cached !== undefined) return cached;
  if (!DATE.test(date)) return null;
  const day = Date.parse(date) / DAY_MS;
  // Date.parse takes February 30 for March 2.
  if (Number.isNaN(day) || dateOfDay(day) !== date) return null;
  if (dayByText.size >= MAX_CACHED_DAYS) dayByText.clear();
  dayByText.set(date, day);
  return day;
}
