import {
  type Decision,
  type DistrictRules,
  evaluateSectionAssessment,
  type GradingPeriodAnswer,
  type LocalDate,
  localDate,
  type SectionAssessment,
} from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { districtRules } from './districts.ts';
import type { StaffList } from './staff-lists.ts';

/** All that the units of one district are decided from on one date. */
export interface EvaluationContext {
  readonly district: DistrictRecord;
  readonly rules: DistrictRules;
  readonly staff: StaffList;
  readonly today: LocalDate;
  /** By SIS school id. */
  readonly periods: ReadonlyMap<string, GradingPeriodAnswer>;
}

const UNKNOWN: GradingPeriodAnswer = { kind: 'unknown' };

export interface Gathering {
  /** How old the staff list may be. */
  readonly staffMaxAgeMs: number;
  /** How long a grading period is waited for. */
  readonly patienceMs: number;
  /** Left out: the district's date now. */
  readonly date?: LocalDate;
}

/** Messages of many districts wait behind each other; what is missed here is made good by the clock or the run. */
export const ON_ARRIVAL: Gathering = {
  staffMaxAgeMs: LIMITS.staffCheckedWithinMs,
  patienceMs: LIMITS.gradingPeriodPatienceMs,
};
/** A run, a preview or a re-evaluation delays its own district alone. */
export const THOROUGHLY: Gathering = { staffMaxAgeMs: 0, patienceMs: LIMITS.gradingPeriodDeadlineMs };

/** Gathers what `snapshots` of the district are decided from, each thing once. */
export async function evaluationContext(
  { staff, gradingPeriods, clock }: Pick<RulesContext, 'staff' | 'gradingPeriods' | 'clock'>,
  district: DistrictRecord,
  snapshots: Iterable<SectionAssessment>,
  options: Gathering,
): Promise<EvaluationContext> {
  const { districtId, timeZone } = district.settings;
  const today = options.date ?? localDate(clock.now(), timeZone);
  const asker = { districtId, settingsVersion: district.version, patienceMs: options.patienceMs };
  const [staffList, periods] = await Promise.all([
    staff.get(districtId, options.staffMaxAgeMs),
    gradingPeriods.resolve(asker, schoolsOf(snapshots), today),
  ]);
  return { district, rules: districtRules(district), staff: staffList, today, periods };
}

function schoolsOf(snapshots: Iterable<SectionAssessment>): Set<string> {
  const schools = new Set<string>();
  for (const { section } of snapshots) {
    if (section.sisSchoolId !== null && section.sisSchoolId !== '') schools.add(section.sisSchoolId);
  }
  return schools;
}

/** Decides one unit; pure. */
export function decide(context: EvaluationContext, snapshot: SectionAssessment): Decision {
  const { rules, staff, today, periods } = context;
  return evaluateSectionAssessment({
    snapshot,
    rules,
    assigner: staff.byUserId.get(snapshot.assignedBy) ?? null,
    gradingPeriod: periods.get(snapshot.section.sisSchoolId ?? '') ?? UNKNOWN,
    today,
  });
}
