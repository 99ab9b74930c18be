import type { GradingPeriod } from '../facts/district.ts';
import type { LocalDate } from '../facts/section-assessment.ts';

export function currentGradingPeriod(_periods: readonly GradingPeriod[], _date: LocalDate): GradingPeriod | null {
  throw new Error('not written yet');
}

export function schoolYearsAround(_date: LocalDate): number[] {
  throw new Error('not written yet');
}
