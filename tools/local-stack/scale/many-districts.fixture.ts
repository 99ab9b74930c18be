import type { LocalDate, SectionAssessment, StaffMember } from '@passback/domain';
import type { DistrictSettings } from '@passback/ledger';
import { givenScore, givenUnit, Q2, SECTION, TEACHER } from '../../../libs/domain/testing/given.ts';

/** One in so many districts is large, and the large ones have half of all units. */
export const LARGE_EVERY = 10;
/** The smallest of the small districts has this share of what they have on average, and the largest so much more. */
const LEAST_SHARE = 0.1;
export const SCORES_PER_UNIT = 3;
export const UNITS_PER_SECTION = 20;
const POINTS = 31;
/** Identifiers of all units have as many digits. */
const FIRST_IDENTIFIER = 1_000_000;

export const PERIOD = Q2;
export const STAFF: readonly StaffMember[] = [TEACHER];
/** The night of all districts, and when it begins. */
export const NIGHT: LocalDate = '2026-11-20';
export const NIGHT_AT = Date.parse('2026-11-20T07:00:00Z');
/** Least milliseconds between two requests to one PowerSchool, and how many units are in hand at once. */
export const INTERVAL_MS = 50;
const CONCURRENCY = 3;

/** A district; its units are those from `first`, of all units of all districts. */
export interface ScaleDistrict {
  readonly index: number;
  readonly districtId: string;
  readonly isLarge: boolean;
  readonly first: number;
  readonly units: number;
}

/**
 * `count` districts with `units` units in all, or one each where those are fewer: one in ten is large, of one size, and they come first wherever the order is that of ids; the
 * others have the other half, the largest of them nineteen times as many as the smallest.
 */
export function scaleDistricts(count: number, units: number): ScaleDistrict[] {
  const large = Math.max(1, Math.round(count / LARGE_EVERY));
  const small = count - large;
  const average = units / 2 / small;
  const share = (at: number): number => LEAST_SHARE + (small === 1 ? 0.9 : (at / (small - 1)) * (2 - 2 * LEAST_SHARE));
  const sizes = Array.from({ length: count }, (_, index) =>
    Math.max(1, Math.round(index < large ? units / 2 / large : average * share((index - large) % small))),
  );
  const rest = units - sizes.reduce((sum, size) => sum + size, 0);
  sizes[0] = Math.max(1, (sizes[0] ?? 0) + rest);
  let first = 0;
  return sizes.map((size, index) => {
    const isLarge = index < large;
    const district = { index, districtId: nameOf(index, isLarge), isLarge, first, units: size };
    first += size;
    return district;
  });
}

function nameOf(index: number, isLarge: boolean): string {
  return `${isLarge ? 'a-large' : 'small'}-${String(index).padStart(5, '0')}`;
}

export function settingsOf({ districtId }: ScaleDistrict): DistrictSettings {
  return {
    ...{ districtId, name: districtId, timeZone: 'America/Chicago', nightlyRunAt: '01:00', effectiveDate: null },
    ...{ paused: false, pastDueAsZero: false, categories: { Quiz: 'Quizzes' }, gradingPeriods: null, tokens: [] },
    powerschool: {
      ...{ connector: 'xte', baseUrl: `http://127.0.0.1:1/${districtId}`, clientId: 'client' },
      ...{ clientSecret: 'env:PASSBACK_DISTRICT_SECRET', timeoutMs: 5_000, maxTitleLength: 50 },
      ...{ minIntervalMs: INTERVAL_MS, concurrency: CONCURRENCY },
    },
  };
}

/** What Otus says of a unit; `unit`: of all districts. */
export function snapshotOf(district: ScaleDistrict, unit: number): SectionAssessment {
  const section = sectionOf(district, unit);
  return givenUnit({
    ...{ sectionAssessmentId: unitIdOf(unit), identifier: identifierOf(unit), title: 'Mid Term Exam', revision: 1 },
    section: { ...SECTION, otusClassId: `c-${section}`, sisSectionId: String(section) },
    scores: Array.from({ length: SCORES_PER_UNIT }, (_, score) =>
      givenScore(score, { scoreId: `sc-${unit}-${score}`, points: pointsOf(unit, score), ...studentOf(score) }),
    ),
  });
}

const unitIdOf = (unit: number): string => `u${String(unit).padStart(7, '0')}`;
export const identifierOf = (unit: number): string => `S${FIRST_IDENTIFIER + unit}`;
/** The unit of an id that `unitIdOf` gave. */
export const unitOfId = (unitId: string): number => Number(unitId.slice(1));
/** Points of one score of a unit: of two units or two students seldom the same. */
export const pointsOf = (unit: number, score: number): number => (unit * 7 + score * 11) % POINTS;
const studentIdOf = (score: number): string => String(81_000 + score);
export const scoreOfStudent = (sisStudentId: string): number => Number(sisStudentId) - 81_000;

/** The section of a unit, called after its first unit. */
function sectionOf({ first }: ScaleDistrict, unit: number): number {
  return unit - ((unit - first) % UNITS_PER_SECTION);
}

function studentOf(score: number) {
  return { studentId: `otus-${score}`, sisStudentId: studentIdOf(score) };
}
