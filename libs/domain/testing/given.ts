import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import type { EvaluationFacts } from '../decide/evaluation-facts.ts';
import type { Decision } from '../decide/decision.ts';
import { type DeliveryState, NO_DELIVERY } from '../deliver/delivery-state.ts';
import { NOTHING_IN_SIS, type SisState, type WrittenAssignment } from '../deliver/sis-state.ts';
import { summarize } from '../deliver/summarize.ts';
import type { UnitRecord } from '../deliver/unit-record.ts';
import type { DistrictRules, GradingPeriod, StaffMember } from '../facts/district.ts';
import type { Score, Section, SectionAssessment } from '../facts/section-assessment.ts';
import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';

/** Everything about these passes; a spec changes the one thing that it is about. */
export const RULES: DistrictRules = {
  timeZone: 'America/Chicago',
  effectiveDate: null,
  paused: false,
  pastDueAsZero: false,
  categories: { Quiz: 'Quizzes', Test: 'Tests', Oral: 'Quizzes' },
  maxTitleLength: 50,
};

export const Q2: GradingPeriod = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };
const TODAY = '2026-11-12';

export const TEACHER: StaffMember = {
  userId: 'otus-user-12',
  role: 'teacher',
  sisUserId: '8301',
  inPassbackGroup: true,
};

export const SECTION: Section = {
  otusClassId: 'c-77',
  sisSectionId: '85001',
  sisSchoolId: '100',
  sisTeacherId: '8301',
  sisTermId: '3600',
};
/** The class where Otus is not linked with the SIS. */
export const UNLINKED: Section = {
  otusClassId: 'c-77',
  sisSectionId: null,
  sisSchoolId: null,
  sisTeacherId: null,
  sisTermId: null,
};

export function givenScore(number: number, changes: Partial<Score> = {}): Score {
  return {
    scoreId: `sc-${number}`,
    studentId: `otus-stu-${number}`,
    sisStudentId: `${81_000 + number}`,
    completion: 'graded',
    status: 'onTime',
    points: 20 + number,
    gradedAt: '2026-11-10T18:22:00Z',
    ...changes,
  };
}

export function givenUnit(changes: Partial<SectionAssessment> = {}): SectionAssessment {
  return {
    sectionAssessmentId: 'sa-9001',
    identifier: 'S130545',
    revision: 7,
    kind: 'standard',
    title: 'Mid Term Exam',
    assessmentType: 'Quiz',
    gradingScale: 'points',
    totalPoints: 30,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: '2026-11-02T15:00:00Z',
    assignedAt: '2026-11-03T15:00:00Z',
    dueDate: '2026-11-20',
    submissionDate: null,
    assignedBy: 'otus-user-12',
    section: SECTION,
    scores: [givenScore(1), givenScore(2)],
    ...changes,
  };
}

export function givenFacts(
  unit: Partial<SectionAssessment> = {},
  facts: Partial<Omit<EvaluationFacts, 'snapshot' | 'rules'>> & { rules?: Partial<DistrictRules> } = {},
): EvaluationFacts {
  return {
    assigner: TEACHER,
    gradingPeriod: { kind: 'current', period: Q2 },
    today: TODAY,
    ...facts,
    snapshot: givenUnit(unit),
    rules: { ...RULES, ...facts.rules },
  };
}

export function evaluate(...given: Parameters<typeof givenFacts>): Decision {
  return evaluateSectionAssessment(givenFacts(...given));
}

export function codes(reasons: readonly Reason[]): ReasonCode[] {
  return reasons.map(({ code }) => code);
}

/** The record of a unit as the services would have stored it. */
export function givenRecord(
  facts: EvaluationFacts,
  { sis = NOTHING_IN_SIS, delivery = {} }: { sis?: SisState; delivery?: Partial<DeliveryState> } = {},
): UnitRecord {
  const decision = evaluateSectionAssessment(facts);
  const parts = { snapshot: facts.snapshot, decision, sis, delivery: { ...NO_DELIVERY, ...delivery } };
  return {
    districtId: 'lincoln',
    sectionAssessmentId: facts.snapshot.sectionAssessmentId,
    version: 1,
    changedAt: 0,
    otus: { snapshot: facts.snapshot, receivedAt: 0, traceparent: null },
    decision: { ...decision, evaluatedAt: 0, settingsVersion: 1 },
    sis,
    delivery: parts.delivery,
    summary: summarize({ ...parts, previousCauses: [] }),
  };
}

/** The column of `givenUnit`, as it was written. */
export function givenAssignment(changes: Partial<WrittenAssignment> = {}): WrittenAssignment {
  return {
    ref: { assignmentId: '501', sectionAssignmentId: '77001' },
    sisSectionId: '85001',
    title: 'Mid Term Exam (S130545)',
    dueDate: '2026-11-20',
    assessmentType: 'Quiz',
    category: 'Quizzes',
    totalPoints: 30,
    writtenAt: 1,
    deletedAt: null,
    ...changes,
  };
}
