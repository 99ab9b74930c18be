import { writtenByStudent } from '../deliver/assignment-standing.ts';
import { presumedSis } from '../deliver/doubt.ts';
import { leftBehind } from '../deliver/score-standing.ts';
import type { WrittenAssignment } from '../deliver/sis-state.ts';
import { isEmptyClass } from '../deliver/summarize.ts';
import type { OtusPart, UnitRecord } from '../deliver/unit-record.ts';
import { unitStanding } from '../deliver/unit-standing.ts';
import { type DescribedReason, describeReason } from '../reasons/describe-reason.ts';
import { DEFAULT_LANGUAGE, type Language } from '../reasons/language.ts';
import { plainReason } from '../reasons/plain-reasons.ts';
import { explainLeftBehind, explainScore, type UnitContext, waiting } from './explain-score.ts';
import type { ExplainedAssignment, ExplainedScore, IsoInstant, UnitExplanation } from './unit-explanation.ts';

const WHAT_IS_THERE_STAYS: Readonly<Record<Language, string>> = {
  en: 'What PowerSchool already has stays as it is.',
  es: 'Lo que PowerSchool ya tiene se queda como está.',
};

/**
 * The one answer to "why is it not in PowerSchool?": the unit's state and reasons, and for each score a state and, unless it was
 * sent, at least one reason, in the words of `language`. From the record alone; what PowerSchool holds is what was last written or seen.
 */
export function explainSectionAssessment(record: UnitRecord, language: Language = DEFAULT_LANGUAGE): UnitExplanation {
  const { snapshot } = record.otus;
  const { decision, delivery } = record;
  const sis = presumedSis(record.sis, delivery);
  const standing = unitStanding({ snapshot, decision, sis, delivery });
  const unitReasons = explainHolds(record, language);
  const context = { standing, unitReasonCount: decision.reasons.length, unitReasons, language };
  const scores = explainScores({ ...record, sis }, context);
  return {
    districtId: record.districtId,
    sectionAssessmentId: record.sectionAssessmentId,
    identifier: snapshot.identifier,
    revision: snapshot.revision,
    title: snapshot.title,
    state: standing.state,
    reasons: explainUnit(record, context, scores),
    notices: [
      ...unitNotices(context),
      ...revisionNotices(record.otus, language),
      ...distinct(scores.flatMap(({ notices }) => notices)),
    ],
    decidedFor: decision.date,
    nextAttemptAt: delivery.dueAt === null ? null : isoOf(delivery.dueAt),
    desired: {
      title: decision.desired.title,
      dueDate: decision.desired.dueDate,
      category: decision.desired.category,
      totalPoints: decision.desired.totalPoints,
      gradingPeriod: decision.desired.gradingPeriod,
    },
    sis: sis.assignment === null ? null : explainAssignment(sis.assignment),
    scores,
  };
}

/** A hold that comes after something was sent says what becomes of that. */
function explainHolds({ decision, sis }: UnitRecord, language: Language): UnitContext['unitReasons'] {
  const isInSis = sis.assignment !== null && sis.assignment.deletedAt === null;
  return new Map(
    decision.reasons.map((reason) => {
      const words = describeReason(reason, language);
      return [
        reason.code,
        isInSis ? { ...words, message: `${words.message} ${WHAT_IS_THERE_STAYS[language]}` } : words,
      ];
    }),
  );
}

function explainScores({ otus, decision, sis }: UnitRecord, context: UnitContext): ExplainedScore[] {
  const written = writtenByStudent(sis);
  const points = new Map(otus.snapshot.scores.map((score) => [score.scoreId, score.points]));
  const explained = decision.scores.map((score) =>
    explainScore(score, points.get(score.scoreId) ?? null, written.get(score.sisStudentId), context),
  );
  return context.standing.assignment.kind === 'there'
    ? [...explained, ...leftBehind(decision, sis).map((cell) => explainLeftBehind(cell, context.language))]
    : explained;
}

function explainUnit(
  { decision }: UnitRecord,
  { standing, unitReasons, language }: UnitContext,
  scores: readonly ExplainedScore[],
): DescribedReason[] {
  const reasons = standing.state === 'inSync' ? [] : [...unitReasons.values()];
  if (standing.obstacle !== null) reasons.push(describeReason(standing.obstacle, language));
  if (reasons.length > 0) return reasons;
  if (standing.state === 'due' || standing.state === 'sending') return [describeReason(waiting(standing), language)];
  if (isEmptyClass(standing.state, decision)) return [describeReason(plainReason('NOT_SUBMITTED'), language)];
  // Nothing holds the unit itself: it is held because each of its scores is.
  return standing.state === 'held' ? distinct(scores.flatMap((score) => score.reasons)) : [];
}

/** What holds a unit that is in PowerSchool as it was sent keeps nothing from it, and is said beside it. */
function unitNotices({ standing, unitReasons, language }: UnitContext): DescribedReason[] {
  const { state, assignment } = standing;
  const hasTwins = assignment.kind === 'there' && assignment.assignment.twins !== undefined;
  const twins = hasTwins ? [describeReason(plainReason('SIS_DUPLICATE_ASSIGNMENT'), language)] : [];
  return state === 'inSync' ? [...unitReasons.values(), ...twins] : twins;
}

function revisionNotices({ snapshot, wentBack }: OtusPart, language: Language): DescribedReason[] {
  if (wentBack === undefined) return [];
  const { revision, times, since } = wentBack;
  const params = { revision, times, held: snapshot.revision, since: isoOf(since) };
  return [describeReason({ code: 'REVISION_WENT_BACK', params }, language)];
}

function distinct(reasons: readonly DescribedReason[]): DescribedReason[] {
  return [...new Map(reasons.map((reason) => [`${reason.code} ${reason.message}`, reason])).values()];
}

function explainAssignment(written: WrittenAssignment): ExplainedAssignment {
  return {
    assignmentId: written.ref.assignmentId,
    sectionAssignmentId: written.ref.sectionAssignmentId,
    title: written.title,
    dueDate: written.dueDate,
    category: written.category,
    totalPoints: written.totalPoints,
    writtenAt: isoOf(written.writtenAt),
    deletedAt: written.deletedAt === null ? null : isoOf(written.deletedAt),
    ...(written.keptFields !== undefined && { keptFields: written.keptFields }),
    checkedAt: isoOf(written.checkedAt ?? written.writtenAt),
  };
}

function isoOf(instant: number): IsoInstant {
  return new Date(instant).toISOString();
}
