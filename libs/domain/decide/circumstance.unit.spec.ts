import { expect, it } from '@jest/globals';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import { isOfCalendar, isOfCircumstance } from './circumstance.ts';

it.each<[string, ReasonCode[], boolean, boolean]>([
  ['nothing', [], false, false],
  ['the calendar', ['DUE_DATE_OUTSIDE_PERIOD'], true, true],
  ['what we could not find out of it', ['GRADING_PERIOD_UNKNOWN'], true, true],
  ['the calendar in more than one way', ['DUE_DATE_OUTSIDE_PERIOD', 'NO_CURRENT_GRADING_PERIOD'], true, true],
  ['a pause', ['DISTRICT_PAUSED'], false, true],
  ['the calendar and a pause', ['NO_CURRENT_GRADING_PERIOD', 'DISTRICT_PAUSED'], false, true],
  ['the assessment', ['NOT_IN_FINAL_GRADE'], false, false],
  ['the assessment and the calendar', ['NOT_IN_FINAL_GRADE', 'NO_CURRENT_GRADING_PERIOD'], false, false],
  ['the assessment and a pause', ['WITHDRAWN', 'DISTRICT_PAUSED'], false, false],
])('a unit that %s holds', (_what, codes, isCalendar, isCircumstance) => {
  const reasons = codes.map((code) => ({ code }));
  expect(isOfCalendar(reasons)).toBe(isCalendar);
  expect(isOfCircumstance(reasons)).toBe(isCircumstance);
});
