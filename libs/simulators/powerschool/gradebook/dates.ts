const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Making one takes longer than a whole request. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** True for a real calendar date written as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!CALENDAR_DATE.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** The calendar date `days` after `date`. */
export function addDays(date: string, days: number): string {
  const parsed = new Date(`${date}T00:00:00Z`);
  parsed.setUTCDate(parsed.getUTCDate() + days);
  return parsed.toISOString().slice(0, 10);
}

/** The calendar date in `timeZone` at an instant. */
export function dateIn(timeZone: string, epochMs: number): string {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(epochMs);
}

/** As PowerSchool writes an instant in its tables: `2022-02-08 18:40:46`. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
}
