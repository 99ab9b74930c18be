import {
  cellHolderIn,
  type Decision,
  type DistrictRules,
  evaluateSectionAssessment,
  type GradingPeriodAnswer,
  type LocalDate,
  localDate,
  type OtusPart,
  type SectionAssessment,
  type SisState,
} from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { districtRules } from './districts.ts';
import { type Cause, type Place, placeOf, type ResolvedPeriod } from './grading-periods.ts';
import type { StaffList } from './staff-lists.ts';

/** All that the units of one district are decided from on one date. */
export interface EvaluationContext {
  readonly district: DistrictRecord;
  readonly rules: DistrictRules;
  readonly staff: StaffList;
  readonly today: LocalDate;
  /** By the key of the place: school and term of the section. */
  readonly periods: ReadonlyMap<string, ResolvedPeriod>;
}

/** A unit that is decided; a question that it is the first to need an answer to is asked as a part of `cause`. */
export interface Decided {
  readonly snapshot: SectionAssessment;
  readonly cause: Cause | null;
}

const UNKNOWN: GradingPeriodAnswer = { kind: 'unknown' };

export interface Gathering {
  /** How old the staff list may be. */
  readonly staffMaxAgeMs: number;
  /** How long grading periods are waited for, and whether that begins anew with every answer. */
  readonly patienceMs: number;
  readonly whileAnswering: boolean;
  /** Left out: the district's date now. */
  readonly date?: LocalDate;
}

/** Messages of many districts wait behind each other; what is missed here is made good by the clock or the run. */
export const ON_ARRIVAL: Gathering = {
  staffMaxAgeMs: LIMITS.staffCheckedWithinMs,
  patienceMs: LIMITS.gradingPeriodPatienceMs,
  whileAnswering: false,
};
/** A run, a preview or a re-evaluation delays its own district alone. */
export const THOROUGHLY: Gathering = {
  staffMaxAgeMs: 0,
  patienceMs: LIMITS.gradingPeriodDeadlineMs,
  whileAnswering: true,
};

/** Gathers what `units` of the district are decided from, each thing once. */
export async function evaluationContext(
  { staff, gradingPeriods, clock }: Pick<RulesContext, 'staff' | 'gradingPeriods' | 'clock'>,
  district: DistrictRecord,
  units: Iterable<Decided>,
  options: Gathering,
): Promise<EvaluationContext> {
  const { districtId, timeZone } = district.settings;
  const today = options.date ?? localDate(clock.now(), timeZone);
  const { patienceMs, whileAnswering } = options;
  const asker = { districtId, settingsVersion: district.version, patienceMs, whileAnswering };
  const [staffList, periods] = await Promise.all([
    staff.get(districtId, options.staffMaxAgeMs),
    gradingPeriods.resolve(asker, placesOf(units), today),
  ]);
  return { district, rules: districtRules(district), staff: staffList, today, periods };
}

/** Each place with what the first of its units is a part of. */
function placesOf(units: Iterable<Decided>): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { snapshot, cause } of units) {
    const place = placeOf(snapshot.section);
    if (place === null || places.has(place.key)) continue;
    places.set(place.key, { schoolId: place.schoolId, sectionTermId: place.sectionTermId, cause });
  }
  return places;
}

/** What was answered for the section's place; undefined where it is linked to no school. */
function periodOf({ periods }: EvaluationContext, { section }: SectionAssessment): ResolvedPeriod | undefined {
  const place = placeOf(section);
  return place === null ? undefined : periods.get(place.key);
}

/** Where in the traces the grading period of the unit was asked for, if it was waited for or is unknown; else null. Pure. */
export function callFor(context: EvaluationContext, snapshot: SectionAssessment): string | null {
  return periodOf(context, snapshot)?.call ?? null;
}

/** Decides one unit; `sis`: what PowerSchool was given of it. Pure. */
export function decide(context: EvaluationContext, { snapshot, unread }: OtusPart, sis: SisState): Decision {
  const { rules, staff, today } = context;
  return evaluateSectionAssessment({
    snapshot,
    unread,
    rules,
    assigner: staff.byUserId.get(snapshot.assignedBy) ?? null,
    gradingPeriod: periodOf(context, snapshot)?.answer ?? UNKNOWN,
    cellHolder: cellHolderIn(sis),
    today,
  });
}
