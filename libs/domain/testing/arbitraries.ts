import fc from 'fast-check';
import { addDays } from '../dates/local-date.ts';
import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import type { EvaluationFacts } from '../decide/evaluation-facts.ts';
import type { DeliveryState } from '../deliver/delivery-state.ts';
import { diffGradebook } from '../deliver/diff-gradebook.ts';
import { NOTHING_IN_SIS, type WrittenScore } from '../deliver/sis-state.ts';
import type { UnitRecord } from '../deliver/unit-record.ts';
import { STAFF_ROLES } from '../facts/district.ts';
import { ASSESSMENT_KINDS, COMPLETIONS, GRADING_SCALES, SCORE_STATUSES } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import { applyEffect } from './apply-effect.ts';
import { givenRecord, Q2, RULES, SECTION, TEACHER } from './given.ts';

/** Clocks change in spring and autumn, at midnight, by half an hour, not at all; one zone jumped a whole day. */
export const ZONES = [
  'America/Chicago',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Nuuk',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
] as const;
export const anyZone = fc.constantFrom(...ZONES);

const FIRST_INSTANT = Date.parse('2005-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('2045-01-01T00:00:00Z');
export const anyInstant = fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT });
const anyDate = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-11-12', days));

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const mostly = <T, U>(usual: T, other: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, other);
const anyInstantText = fc
  .tuple(anyDate, fc.constantFrom('T00:00:00Z', 'T23:59:59.999999999Z', 'T04:30:00-06:00', 'T12:00:00.5+05:30'))
  .map(([date, time]) => `${date}${time}`);

const anyScore = fc.record({
  sisStudentId: fc.constantFrom('81001', '81002', '81003', '81004', '81005', '81006', null),
  completion: mostly('graded', fc.constantFrom(...COMPLETIONS)),
  status: mostly('onTime', fc.constantFrom(...SCORE_STATUSES)),
  points: fc.constantFrom(0, 12, 26.5, 26.5, 31.25, -1, null),
  gradedAt: optional(anyInstantText),
});

const anyScores = fc
  .array(anyScore, { maxLength: 5 })
  .map((scores) => scores.map((score, index) => ({ scoreId: `sc-${index}`, studentId: `stu-${index}`, ...score })));

const anyUnit = fc.record({
  sectionAssessmentId: fc.constant('sa-9001'),
  identifier: fc.constant('S130545'),
  revision: fc.integer({ min: 1, max: 3 }),
  kind: mostly('standard', fc.constantFrom(...ASSESSMENT_KINDS)),
  title: fc.oneof(fc.constantFrom('Mid Term Exam', 'Final'), fc.string({ unit: 'grapheme', maxLength: 80 })),
  assessmentType: fc.constantFrom('Quiz', 'Test', 'Oral', 'constructor', '__proto__'),
  gradingScale: mostly('points', fc.constantFrom(...GRADING_SCALES)),
  totalPoints: mostly(30, fc.constantFrom(27.5, 0, -1.5, 9_999, 10_000, 40)),
  includeInFinalGrade: mostly(true, fc.boolean()),
  withdrawn: mostly(false, fc.boolean()),
  createdAt: anyInstantText,
  assignedAt: optional(anyInstantText),
  dueDate: mostly('2026-11-20', optional(anyDate)),
  submissionDate: optional(anyDate),
  assignedBy: fc.constant('otus-user-12'),
  section: fc.record({
    otusClassId: fc.constant('c-77'),
    sisSectionId: fc.constantFrom('85001', '85001', '85002', null),
    sisSchoolId: mostly('100', fc.constant(null)),
    sisTeacherId: mostly('8301', fc.constant(null)),
    sisTermId: mostly('3600', fc.constant(null)),
  }),
  scores: anyScores,
});

/** Facts that ingestion and the settings accept, whatever the rules make of them. */
export const anyFacts: fc.Arbitrary<EvaluationFacts> = fc.record({
  snapshot: anyUnit,
  rules: fc.record({
    timeZone: anyZone,
    effectiveDate: mostly(null, anyDate),
    paused: mostly(false, fc.boolean()),
    pastDueAsZero: fc.boolean(),
    categories: fc.constantFrom(RULES.categories, { Quiz: 'Daily Work', Test: 'Tests' }),
    maxTitleLength: fc.constantFrom(30, 50),
  }),
  assigner: mostly(
    TEACHER,
    optional(
      fc.record({
        userId: fc.constant('otus-user-12'),
        role: fc.constantFrom(...STAFF_ROLES),
        sisUserId: fc.constantFrom('8301', null),
        inPassbackGroup: fc.boolean(),
      }),
    ),
  ),
  gradingPeriod: mostly(
    { kind: 'current', period: Q2 },
    fc.constantFrom({ kind: 'none' } as const, { kind: 'unknown' } as const),
  ),
  today: mostly('2026-11-12', anyDate),
}) as fc.Arbitrary<EvaluationFacts>;

/** Facts of a unit that passes, so that properties about what is sent are not about nothing. */
export const passingFacts: fc.Arbitrary<EvaluationFacts> = anyFacts.map((facts) => ({
  ...facts,
  snapshot: {
    ...facts.snapshot,
    kind: 'standard',
    gradingScale: 'points',
    includeInFinalGrade: true,
    withdrawn: false,
    assessmentType: facts.snapshot.assessmentType === 'Test' ? 'Test' : 'Quiz',
    totalPoints: facts.snapshot.totalPoints === 40 ? 40 : 30,
    dueDate: facts.snapshot.withdrawn ? '2026-11-21' : '2026-11-20',
    section: SECTION,
  },
  rules: { ...facts.rules, effectiveDate: null, paused: false },
  assigner: TEACHER,
  gradingPeriod: { kind: 'current', period: Q2 },
  today: '2026-11-12',
}));

const anyFailure = fc.record({
  code: fc.constantFrom<ReasonCode>('SIS_UNAVAILABLE', 'SIS_REJECTED', 'CATEGORY_INACTIVE', 'SIS_CREDENTIALS'),
  class: fc.constantFrom('transient', 'throttled', 'unit', 'district', 'deleted'),
  message: fc.constantFrom('', 'PowerSchool said {no}'),
  at: fc.constant(1),
  revision: fc.integer({ min: 1, max: 3 }),
});

const anyDelivery = fc.record({
  dueAt: optional(fc.constant(5)),
  redrive: fc.boolean(),
  claim: mostly(null, fc.constant({ owner: 'delivery-1', fence: 1, at: 1 })),
  failure: optional(anyFailure),
}) as fc.Arbitrary<Partial<DeliveryState>>;

/** Something of what can become of a cell after it was written. */
const anyFate = fc.constantFrom<Partial<WrittenScore>>(
  {},
  {},
  { kept: { seenPoints: 3, seenAt: 1 } },
  { points: null, sentAt: null, refused: { code: 'STUDENT_NOT_ENROLLED', message: 'left', points: 12, at: 1 } },
  { refused: { code: 'SIS_REJECTED', message: '', points: 26.5, at: 1 } },
);

/** Records as they can stand after any history: sent in one shape, changed into another, with anything gone wrong meanwhile. */
export const anyRecord: fc.Arbitrary<UnitRecord> = fc
  .record({
    before: passingFacts,
    // Often nothing changed since, or only the scores did.
    change: fc.oneof(
      fc.constant(() => ({})),
      anyScores.map((scores) => (facts: EvaluationFacts) => ({ snapshot: { ...facts.snapshot, scores } })),
      fc.oneof(anyFacts, passingFacts).map((facts) => () => facts),
    ),
    wasSent: mostly(true, fc.constant(false)),
    fates: fc.array(anyFate, { minLength: 5, maxLength: 5 }),
    deletedAt: mostly(null, fc.constant(1)),
    delivery: fc.oneof(fc.constant({}), anyDelivery),
  })
  .map(({ before, change, wasSent, fates, deletedAt, delivery }) => {
    const now = { ...before, ...change(before) };
    if (!wasSent) return givenRecord(now, { delivery });
    const input = { snapshot: before.snapshot, decision: evaluateSectionAssessment(before), sis: NOTHING_IN_SIS };
    const { assignment, scores } = applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
    const sis = {
      assignment: assignment && { ...assignment, deletedAt },
      scores: scores.map((score, index) => ({ ...score, ...fates[index] })),
    };
    return givenRecord(now, { sis, delivery });
  });
