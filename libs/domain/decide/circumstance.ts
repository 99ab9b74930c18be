import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';

/** What the calendar says, or what we could not find out of it. */
const CALENDAR: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'DUE_DATE_OUTSIDE_PERIOD',
  'NO_CURRENT_GRADING_PERIOD',
  'GRADING_PERIOD_UNKNOWN',
]);

/**
 * Whether nothing but the calendar holds the unit. Time passes for all units alike: one that is in PowerSchool as it was sent stays in
 * sync, whatever made the rules look at it.
 */
export function isOfCalendar(reasons: readonly Reason[]): boolean {
  return reasons.length > 0 && reasons.every(({ code }) => CALENDAR.has(code));
}

/**
 * Whether what holds the unit says nothing about the assessment: the calendar, or a pause of the district. Nobody is told to mend
 * anything in PowerSchool by these, so what was sent before stays sent and is in no doubt.
 */
export function isOfCircumstance(reasons: readonly Reason[]): boolean {
  return reasons.length > 0 && reasons.every(({ code }) => CALENDAR.has(code) || code === 'DISTRICT_PAUSED');
}
