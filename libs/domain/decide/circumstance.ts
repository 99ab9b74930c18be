import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';

/**
 * Holds that say nothing about the assessment: the calendar, what we could not find out, a pause. Nobody is told to mend anything in
 * PowerSchool by them, and what was sent before stays sent.
 */
const CIRCUMSTANCES: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'DUE_DATE_OUTSIDE_PERIOD',
  'NO_CURRENT_GRADING_PERIOD',
  'GRADING_PERIOD_UNKNOWN',
  'DISTRICT_PAUSED',
]);

/** Whether nothing but circumstances holds the unit. */
export function isOfCircumstance(reasons: readonly Reason[]): boolean {
  return reasons.length > 0 && reasons.every(({ code }) => CIRCUMSTANCES.has(code));
}
