/** A day of the calendar (`YYYY-MM-DD`) as a formatter takes it, which has to be told `timeZone: 'UTC'` with it. */
export function calendarDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
