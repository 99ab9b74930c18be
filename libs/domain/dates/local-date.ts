import type { EpochMs, InstantText, LocalDate } from '../facts/section-assessment.ts';

export function localDate(instant: InstantText | EpochMs, timeZone: string): LocalDate {
  const at =
    typeof instant === 'number' ? Temporal.Instant.fromEpochMilliseconds(instant) : Temporal.Instant.from(instant);
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function isLocalDate(text: string): text is LocalDate {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
