import { dayOfDate } from '../dates/day-numbers.ts';
import type { GradingPeriod } from '../facts/district.ts';
import type { LocalDate } from '../facts/section-assessment.ts';

/**
 * The period that holds `date` (both ends inside), or null. PowerSchool lists year, semesters and quarters side by side: of those
 * that hold the date the shortest counts, then the one that starts later, then the first by name.
 */
export function currentGradingPeriod(periods: readonly GradingPeriod[], date: LocalDate): GradingPeriod | null {
  let current: GradingPeriod | null = null;
  for (const period of periods) {
    if (date < period.start || date > period.end) continue;
    if (current === null || isNarrower(period, current)) current = period;
  }
  return current;
}

function isNarrower(one: GradingPeriod, other: GradingPeriod): boolean {
  const difference = lengthDays(one) - lengthDays(other);
  if (difference !== 0) return difference < 0;
  if (one.start !== other.start) return one.start > other.start;
  return one.name < other.name;
}

function lengthDays(period: GradingPeriod): number {
  return (dayOfDate(period.end) ?? 0) - (dayOfDate(period.start) ?? 0);
}

const FIRST_MONTH_OF_BOTH = 5;
const LAST_MONTH_OF_BOTH = 9;

/**
 * The school years to ask PowerSchool's terms for on `date`, each named by the calendar year in which it starts, ascending.
 * A school year starts around July; districts differ by some weeks, so from May to September both years are asked for.
 */
export function schoolYearsAround(date: LocalDate): number[] {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  if (month < FIRST_MONTH_OF_BOTH) return [year - 1];
  return month > LAST_MONTH_OF_BOTH ? [year] : [year - 1, year];
}
