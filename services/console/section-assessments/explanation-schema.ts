import { ASSESSMENT_KINDS, COMPLETIONS, SCORE_STATES, SCORE_STATUSES, UNIT_STATES } from '@passback/domain';
import { Type } from 'typebox';
import { Count, Counts, Described, Instant, Nullable } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

const Reasons = Type.Array(Described);
const CalendarDate = Type.String({ format: 'date' });
/** As Otus sent it, with whatever offset. */
const OtusInstant = Type.String({ format: 'date-time', description: 'As Otus sent it' });
const Fields = Type.Array(Type.Enum(['title', 'dueDate', 'totalPoints', 'category']), {
  description: 'What a teacher changed in PowerSchool, which stays',
});

const Desired = Type.Object(
  {
    title: Type.String(),
    dueDate: Nullable(CalendarDate),
    category: Nullable(Type.String()),
    totalPoints: Type.Number(),
    gradingPeriod: Nullable(Type.Object({ name: Type.String(), start: CalendarDate, end: CalendarDate })),
  },
  { description: 'What PowerSchool should have' },
);

const Assignment = Type.Object({
  assignmentId: Type.String(),
  sectionAssignmentId: Type.String(),
  title: Type.String(),
  dueDate: CalendarDate,
  category: Type.String(),
  totalPoints: Type.Number(),
  writtenAt: Instant,
  deletedAt: Nullable(Instant, 'When PowerSchool was seen to have it no more'),
  keptFields: Type.Optional(Fields),
  checkedAt: Instant,
});

const OtusScore = Type.Object({
  completion: Type.Enum([...COMPLETIONS]),
  status: Type.Enum([...SCORE_STATUSES]),
  points: Nullable(Type.Number()),
  gradedAt: Nullable(OtusInstant),
});

const Score = Type.Object({
  scoreId: Type.String(),
  studentId: Type.String(),
  sisStudentId: Nullable(Type.String()),
  state: Type.Enum([...SCORE_STATES]),
  points: Nullable(Type.Number()),
  reasons: Reasons,
  notices: Reasons,
  sentAt: Nullable(Instant),
  sentPoints: Nullable(Type.Number(), 'What PowerSchool was last given; null when nothing'),
  kept: Type.Optional(
    Type.Object(
      { sisPoints: Nullable(Type.Number()), seenAt: Instant, exempt: Type.Optional(Type.Literal(true)) },
      { description: 'A teacher’s edit that stays: what PowerSchool was seen to hold, and since when' },
    ),
  ),
  otus: Nullable(OtusScore, 'Null of a score that only PowerSchool has'),
});

const Otus = Type.Object(
  {
    kind: Type.Enum([...ASSESSMENT_KINDS]),
    assessmentType: Type.String(),
    totalPoints: Type.Number(),
    dueDate: Nullable(CalendarDate),
    includeInFinalGrade: Type.Boolean(),
    withdrawn: Type.Boolean(),
    assignedBy: Type.String({ description: 'Otus user id' }),
    createdAt: OtusInstant,
    assignedAt: Nullable(OtusInstant),
    section: Type.Object({
      otusClassId: Type.String(),
      sisSectionId: Nullable(Type.String()),
      sisSchoolId: Nullable(Type.String()),
      sisTeacherId: Nullable(Type.String()),
      sisTermId: Nullable(Type.String()),
    }),
  },
  { description: 'What Otus says of it' },
);

const Effect = Type.Enum(['create', 'update', 'scoresOnly', 'none']);
const Outcome = Type.Enum(['done', 'failed']);

const Attempt = Type.Object({
  at: Instant,
  runId: Nullable(Type.String()),
  attempt: Type.Integer(),
  revision: Type.Integer(),
  durationMs: Type.Number(),
  effect: Effect,
  requests: Type.Array(
    Type.Object({
      method: Type.String(),
      path: Type.String(),
      status: Nullable(Type.Integer(), 'Null where no answer came'),
      durationMs: Type.Number(),
    }),
  ),
  outcome: Outcome,
  code: Nullable(Type.String(), 'Reason code; null where it is done'),
  message: Type.String(),
  scores: Counts('sent', 'kept', 'refused'),
  traceId: Nullable(Type.String()),
});

const Timeline = Type.Array(
  Type.Union([
    Type.Object({ at: Instant, kind: Type.Literal('received'), revision: Type.Integer() }),
    Type.Object({
      at: Instant,
      kind: Type.Literal('decided'),
      verdict: Type.Enum(['send', 'hold']),
      reasons: Type.Array(Type.String()),
    }),
    Type.Object({
      at: Instant,
      kind: Type.Literal('requested'),
      runId: Type.String(),
      runKind: Type.Enum(['night', 'manual', 'redrive']),
    }),
    Type.Object({
      at: Instant,
      kind: Type.Literal('attempt'),
      attempt: Count,
      runId: Nullable(Type.String()),
      runDate: Nullable(Type.String({ format: 'date' }), 'Of the run; null where it is not known'),
      revision: Type.Integer(),
      effect: Effect,
      outcome: Outcome,
      code: Nullable(Type.String()),
      message: Nullable(Type.String(), 'Why it did not go, in words; null where it is done'),
    }),
    Type.Object({ at: Instant, kind: Type.Literal('written'), assignmentId: Type.String() }),
  ]),
  { description: 'What happened to it, oldest first; of what is overwritten the last only' },
);

/** The fields of an explanation, exactly. */
export const ExplanationProperties = {
  districtId: Type.String(),
  sectionAssessmentId: Type.String(),
  identifier: Type.String(),
  revision: Type.Integer(),
  title: Type.String(),
  state: Type.Enum([...UNIT_STATES]),
  reasons: Reasons,
  notices: Reasons,
  decidedFor: Type.String({ format: 'date', description: 'The district’s date for which the rules were last asked' }),
  nextAttemptAt: Nullable(Instant, 'The earliest time of the next attempt; null when none is planned'),
  otus: Otus,
  desired: Desired,
  sis: Nullable(Assignment, 'What PowerSchool was last given'),
  scores: Type.Array(Score),
  receivedAt: Instant,
  evaluatedAt: Instant,
  runId: Nullable(Type.String(), 'The run that asked for its delivery last'),
  attempts: Type.Array(Attempt, {
    description: `The latest ${CONSOLE_LIMITS.attempts} delivery attempts, newest first`,
  }),
  timeline: Timeline,
  traceId: Nullable(Type.String()),
};
