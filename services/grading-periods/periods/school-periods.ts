import {
  type GradingPeriod,
  type GradingPeriodAnswer,
  gradingPeriodOn,
  type LocalDate,
  periodOn,
  schoolYearsAround,
} from '@passback/domain';
import type { DistrictRecord, DistrictStore } from '@passback/ledger';
import { PeriodsError } from './periods-error.ts';
import type { SchoolYears } from './school-years.ts';

export interface SchoolPeriods {
  /** All that are known around the date, terms of every length among them. */
  readonly periods: readonly GradingPeriod[];
  /** Age of the oldest source; 0 for the district's own list. */
  readonly ageMs: number;
  /** True when the source could not be read anew and this is what it said before. */
  readonly stale: boolean;
  /** Which of them is current for sections of the term; null: for the school. */
  on(date: LocalDate, sectionTermId: string | null): GradingPeriodAnswer;
}

/**
 * The grading periods of a school in the school years around `date`, both ends inclusive: the district's own list where it gave
 * one, taken as it is, else what follows from PowerSchool's terms. Throws `PeriodsError`.
 */
export async function schoolPeriods(
  sources: { districts: Pick<DistrictStore, 'get'>; schoolYears: SchoolYears },
  districtId: string,
  schoolId: string,
  date: LocalDate,
): Promise<SchoolPeriods> {
  const district = await sources.districts.get(districtId);
  if (district === null) throw new PeriodsError('UNKNOWN_DISTRICT', 'the district is not known');
  const own = ownPeriods(district, schoolId);
  if (own !== null) return { periods: own, ageMs: 0, stale: false, on: (day) => periodOn(own, day) };
  const years = await Promise.all(
    schoolYearsAround(date).map((startYear) => sources.schoolYears.get(district, schoolId, startYear)),
  );
  const terms = years.map((year) => year.terms);
  return {
    periods: terms.flat(),
    ageMs: Math.max(...years.map(({ ageMs }) => ageMs)),
    stale: years.some(({ stale }) => stale),
    on: (day, sectionTermId) => gradingPeriodOn(terms, sectionTermId, day, district.settings.powerschool.terms),
  };
}

function ownPeriods({ settings }: DistrictRecord, schoolId: string): GradingPeriod[] | null {
  if (settings.gradingPeriods === null) return null;
  return settings.gradingPeriods
    .filter((period) => period.schoolId === schoolId)
    .map(({ name, start, end }) => ({ name, start, end }));
}
