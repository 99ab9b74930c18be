/** Calendar dates `YYYY-MM-DD`, by the platform's own calendar, so that nothing here shares a mistake with the system. */
export function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Today in a time zone. */
export function todayIn(timeZone: string): string {
  return Temporal.Now.plainDateISO(timeZone).toString();
}

/** Noon of a local date as an instant: far from any border of the day. */
export function noonOf(date: string, timeZone: string): string {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant().toString();
}

/** The calendar year in which the school year of a date starts; a school year turns in July. */
export function schoolYearOf(date: string): number {
  const { year, month } = Temporal.PlainDate.from(date);
  return month >= 7 ? year : year - 1;
}
