import {
  explainSectionAssessment,
  type ExplainedScore,
  type Language,
  leftBehindId,
  type Score,
  type SectionAssessment,
  type UnitExplanation,
  type UnitRecord,
} from '@passback/domain';
import type { AttemptRecord, RunRecord } from '@passback/ledger';
import { traceIdOf } from '@passback/telemetry';
import { isoOf } from '../http/instants.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';

type AttemptView = Omit<AttemptRecord, 'districtId' | 'sectionAssessmentId' | 'at'> & { readonly at: string };

interface ScoreView extends ExplainedScore {
  /** Null where Otus knows none for the student. */
  readonly sisStudentId: string | null;
  /** What Otus says; null of a score that only PowerSchool has. */
  readonly otus: Pick<Score, 'completion' | 'status' | 'points' | 'gradedAt'> | null;
}

/** What Otus says of the unit, beside what the explanation names at its top. */
type OtusView = Pick<
  SectionAssessment,
  | 'kind'
  | 'assessmentType'
  | 'totalPoints'
  | 'dueDate'
  | 'includeInFinalGrade'
  | 'withdrawn'
  | 'assignedBy'
  | 'createdAt'
  | 'assignedAt'
  | 'section'
>;

export interface ExplanationView extends Omit<UnitExplanation, 'scores'> {
  readonly otus: OtusView;
  readonly scores: readonly ScoreView[];
  readonly receivedAt: string;
  readonly evaluatedAt: string;
  /** The run that asked for its delivery last. */
  readonly runId: string | null;
  readonly attempts: readonly AttemptView[];
  /** What happened to it, oldest first, as far back as is kept. */
  readonly timeline: readonly TimelineEntry[];
  readonly traceId: string | null;
}

/** What the explanation of a unit is made from; `runs`: those known of that asked for its delivery. */
export interface Explained {
  readonly record: UnitRecord;
  /** Newest first. */
  readonly attempts: readonly AttemptRecord[];
  readonly runs: readonly RunRecord[];
  readonly language: Language;
}

export function explanationView({ record, attempts, runs, language }: Explained): ExplanationView {
  const explanation = explainSectionAssessment(record, language);
  return {
    ...explanation,
    otus: otusView(record.otus.snapshot),
    scores: scoreViews(explanation.scores, record),
    receivedAt: isoOf(record.otus.receivedAt),
    evaluatedAt: isoOf(record.decision.evaluatedAt),
    runId: record.delivery.runId,
    attempts: attempts.map(attemptView),
    timeline: timelineOf({ record, attempts, runs, language }),
    traceId: traceIdOf(record.otus.traceparent),
  };
}

function otusView(snapshot: SectionAssessment): OtusView {
  const { kind, assessmentType, totalPoints, dueDate, includeInFinalGrade, withdrawn } = snapshot;
  const { assignedBy, createdAt, assignedAt, section } = snapshot;
  return {
    ...{ kind, assessmentType, totalPoints, dueDate, includeInFinalGrade, withdrawn },
    ...{ assignedBy, createdAt, assignedAt, section },
  };
}

function scoreViews(explained: readonly ExplainedScore[], { otus, sis }: UnitRecord): ScoreView[] {
  const scores = new Map(otus.snapshot.scores.map((score) => [score.scoreId, score]));
  // Those that PowerSchool was given of students whom the snapshot does not have any more.
  const leftBehind = new Map(sis.scores.map((written) => [leftBehindId(written), written.sisStudentId]));
  return explained.map((score) => {
    const inOtus = scores.get(score.scoreId);
    if (inOtus === undefined) return { ...score, sisStudentId: leftBehind.get(score.scoreId) ?? null, otus: null };
    const { sisStudentId, completion, status, points, gradedAt } = inOtus;
    return { ...score, sisStudentId, otus: { completion, status, points, gradedAt } };
  });
}

function attemptView({
  districtId: _district,
  sectionAssessmentId: _unit,
  at,
  ...attempt
}: AttemptRecord): AttemptView {
  return { at: isoOf(at), ...attempt };
}
