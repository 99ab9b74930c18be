import { type GradingPeriod, type LocalDate, schoolYearsAround } from '@passback/domain';
import type { DistrictRecord, DistrictStore } from '@passback/ledger';
import { PeriodsError } from './periods-error.ts';
import type { SchoolYears } from './school-years.ts';

export interface SchoolPeriods {
  readonly periods: readonly GradingPeriod[];
  /** Age of the oldest source; 0 for the district's own list. */
  readonly ageMs: number;
  /** True when the source could not be read anew and this is what it said before. */
  readonly stale: boolean;
}

/**
 * The grading periods of a school in the school years around `date`, both ends inclusive: the district's own list where it gave
 * one, else PowerSchool's terms. Throws `PeriodsError`.
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
  if (own !== null) return { periods: own, ageMs: 0, stale: false };
  const years = await Promise.all(
    schoolYearsAround(date).map((startYear) => sources.schoolYears.get(district, schoolId, startYear)),
  );
  return {
    periods: years.flatMap(({ periods }) => periods),
    ageMs: Math.max(...years.map(({ ageMs }) => ageMs)),
    stale: years.some(({ stale }) => stale),
  };
}

function ownPeriods({ settings }: DistrictRecord, schoolId: string): GradingPeriod[] | null {
  if (settings.gradingPeriods === null) return null;
  return settings.gradingPeriods
    .filter((period) => period.schoolId === schoolId)
    .map(({ name, start, end }) => ({ name, start, end }));
}
