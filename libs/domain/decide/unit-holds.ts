import { localDate } from '../dates/local-date.ts';
import type { DistrictRules, GradingPeriod, GradingPeriodAnswer, StaffMember } from '../facts/district.ts';
import type { LocalDate, Section, SectionAssessment } from '../facts/section-assessment.ts';
import { plainReason } from '../reasons/plain-reasons.ts';
import type { Reason } from '../reasons/reason-codes.ts';
import type { DesiredAssignment } from './decision.ts';
import type { EvaluationFacts } from './evaluation-facts.ts';

/** What PowerSchool takes: points times weight plus extra points, at most. */
const MAX_TOTAL_POINTS = 9_999;

/**
 * Every hold of the unit that applies, in the order of `REASON_CODES` (docs/passback-rules.md §1); empty when it passes.
 * `CATEGORY_INACTIVE` is not among them: only PowerSchool knows it, and delivery or the mapping check reports it.
 */
export function unitHolds(
  { snapshot, rules, assigner, gradingPeriod, unread, today }: EvaluationFacts,
  desired: DesiredAssignment,
): Reason[] {
  const holds: Reason[] = [];
  addAssignerHolds(holds, assigner);
  if (snapshot.gradingScale !== 'points') holds.push(plainReason('NOT_POINTS_SCALE'));
  if (!snapshot.includeInFinalGrade) holds.push(plainReason('NOT_IN_FINAL_GRADE'));
  if (!Number.isInteger(snapshot.totalPoints)) holds.push(plainReason('TOTAL_NOT_WHOLE'));
  if (!(snapshot.totalPoints > 0 && snapshot.totalPoints <= MAX_TOTAL_POINTS))
    holds.push(plainReason('TOTAL_OUT_OF_RANGE'));
  const isLinked = isLinkedToSis(snapshot.section);
  // Without a school no grading period can be asked for. Where another part of the link is missing the due date still counts, but a
  // period that could not be had is not what the unit waits for.
  if (isLinked || (snapshot.section.sisSchoolId && gradingPeriod.kind !== 'unknown'))
    addGradingPeriodHolds(holds, gradingPeriod, desired.dueDate, today);
  if (desired.category === null)
    holds.push({ code: 'CATEGORY_NOT_MAPPED', params: { assessmentType: snapshot.assessmentType } });
  addEffectiveDateHold(holds, snapshot, rules);
  if (!isLinked) holds.push(plainReason('SECTION_NOT_LINKED'));
  if (snapshot.withdrawn) holds.push(plainReason('WITHDRAWN'));
  if (desired.dueDate === null) holds.push(plainReason('NO_SUBMISSION_DATE'));
  if (rules.paused) holds.push(plainReason('DISTRICT_PAUSED'));
  // What Otus says now is not known, so what it said before is not sent any more.
  if (unread !== undefined)
    holds.push({ code: 'REVISION_NOT_READ', params: { revision: unread.revision, cause: unread.cause } });
  return holds;
}

/** Whether the class has all that a write to its PowerSchool section names. */
function isLinkedToSis({ sisSectionId, sisSchoolId, sisTeacherId, sisTermId }: Section): boolean {
  return Boolean(sisSectionId) && Boolean(sisSchoolId) && Boolean(sisTeacherId) && Boolean(sisTermId);
}

/**
 * Otus help: "the user who has assigned the assessment must be included in the PowerSchool Gradebook Passback teacher group", and
 * "Assessments assigned directly to a class from an Otus Administrator (who is not in your SIS) will not passback".
 * So membership is asked of everybody, and a SIS id only of administrators: scores are written in the name of the section's own
 * teacher, and a teacher or co-teacher in the group passes whatever the staff feed says of their SIS id. Somebody whom the staff
 * feed does not have cannot be in the group.
 */
function addAssignerHolds(holds: Reason[], assigner: StaffMember | null): void {
  if (assigner === null || !assigner.inPassbackGroup) holds.push(plainReason('ASSIGNER_NOT_IN_GROUP'));
  if (assigner?.role === 'admin' && !assigner.sisUserId) holds.push(plainReason('ASSIGNER_NOT_IN_SIS'));
}

function addGradingPeriodHolds(
  holds: Reason[],
  answer: GradingPeriodAnswer,
  dueDate: LocalDate | null,
  today: LocalDate,
): void {
  if (answer.kind === 'none') holds.push(noCurrentPeriod(answer, today));
  else if (answer.kind === 'unknown') holds.push(plainReason('GRADING_PERIOD_UNKNOWN'));
  else if (dueDate !== null && (dueDate < answer.period.start || dueDate > answer.period.end))
    holds.push(dueDateOutside(answer.period, dueDate));
}

function noCurrentPeriod({ next, last }: GradingPeriodAnswer & { kind: 'none' }, date: LocalDate): Reason {
  if (next !== undefined)
    return { code: 'NO_CURRENT_GRADING_PERIOD', params: { date, next: next.name, nextStart: next.start } };
  if (last !== undefined)
    return { code: 'NO_CURRENT_GRADING_PERIOD', params: { date, last: last.name, lastEnd: last.end } };
  return { code: 'NO_CURRENT_GRADING_PERIOD', params: { date } };
}

function dueDateOutside({ name, start, end }: GradingPeriod, dueDate: LocalDate): Reason {
  const side = dueDate < start ? 'early' : 'late';
  return {
    code: 'DUE_DATE_OUTSIDE_PERIOD',
    params: { dueDate, periodStart: start, periodEnd: end, side, period: name },
  };
}

function addEffectiveDateHold(holds: Reason[], snapshot: SectionAssessment, rules: DistrictRules): void {
  if (rules.effectiveDate === null) return;
  const assignedDate = localDate(snapshot.assignedAt ?? snapshot.createdAt, rules.timeZone);
  if (assignedDate >= rules.effectiveDate) return;
  holds.push({ code: 'BEFORE_EFFECTIVE_DATE', params: { assignedDate, effectiveDate: rules.effectiveDate } });
}
