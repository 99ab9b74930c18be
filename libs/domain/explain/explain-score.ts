import type { ScoreDecision } from '../decide/decision.ts';
import { LEFT_BEHIND, scoreStanding } from '../deliver/score-standing.ts';
import type { KeptEdit, WrittenScore } from '../deliver/sis-state.ts';
import type { UnitStanding } from '../deliver/unit-standing.ts';
import type { ScoreState } from '../deliver/unit-record.ts';
import { plainReason } from '../reasons/plain-reasons.ts';
import { type DescribedReason, describeReason } from '../reasons/describe-reason.ts';
import type { Language } from '../reasons/language.ts';
import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';
import type { ExplainedScore } from './unit-explanation.ts';

/** What a score's explanation takes from its unit. */
export interface UnitContext {
  readonly standing: UnitStanding;
  readonly unitReasonCount: number;
  /** The unit's own holds in words, which each of its scores repeats. */
  readonly unitReasons: ReadonlyMap<ReasonCode, DescribedReason>;
  readonly language: Language;
}

/** `points`: what Otus has; shown where nothing goes, past-due work that goes as 0 shows the 0. `written`: what PowerSchool was last given for the student; undefined where nothing. */
export function explainScore(
  score: ScoreDecision,
  points: number | null,
  written: WrittenScore | undefined,
  context: UnitContext,
): ExplainedScore {
  const { state, reasons } = stateOf(score, written, context);
  const { language, unitReasons } = context;
  const kept = state === 'kept' ? written?.kept : null;
  const sentAt = written?.sentAt ?? null;
  return {
    scoreId: score.scoreId,
    studentId: score.studentId,
    state,
    points: score.verdict === 'send' ? score.points : points,
    reasons: reasons.map((reason) => unitReasons.get(reason.code) ?? describeReason(reason, language)),
    notices: score.verdict === 'send' || state === 'sent' ? describeAll(score.notices, language) : [],
    sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    sentPoints: sentAt === null ? null : (written?.points ?? null),
    ...(kept && { kept: keptInWords(kept) }),
  };
}

function keptInWords({ seenPoints, seenAt, exempt }: KeptEdit): NonNullable<ExplainedScore['kept']> {
  return { sisPoints: seenPoints, seenAt: new Date(seenAt).toISOString(), ...(exempt === true && { exempt }) };
}

/** A score that PowerSchool was given of a student whom the snapshot does not have any more. */
export function explainLeftBehind(written: WrittenScore, language: Language): ExplainedScore {
  const { studentId, sisStudentId, points, sentAt } = written;
  return {
    scoreId: leftBehindId(written),
    studentId: studentId ?? `sis:${sisStudentId}`,
    state: 'held',
    points: null,
    reasons: describeAll(LEFT_BEHIND.reasons, language),
    notices: [],
    sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    sentPoints: points,
  };
}

/** By what a score is known that the snapshot does not have any more; of an old one Otus's id was not kept. */
export function leftBehindId({ scoreId, sisStudentId }: Pick<WrittenScore, 'scoreId' | 'sisStudentId'>): string {
  return scoreId ?? `sis:${sisStudentId}`;
}

function describeAll(reasons: readonly Reason[], language: Language): DescribedReason[] {
  return reasons.map((reason) => describeReason(reason, language));
}

/** Where a score stands beside its unit, and why: what its explanation puts into words. `written`: as for `explainScore`. */
export function stateOf(
  score: ScoreDecision,
  written: WrittenScore | undefined,
  { standing, unitReasonCount }: Pick<UnitContext, 'standing' | 'unitReasonCount'>,
): { state: ScoreState; reasons: readonly Reason[] } {
  const inPlace = standing.assignment.kind === 'there' ? written : undefined;
  const { state, reasons } = scoreStanding(score, inPlace, unitReasonCount);
  // What holds a unit that is in PowerSchool as it was sent keeps nothing from it.
  if (state === 'held' && standing.state === 'inSync') return { state, reasons: reasons.slice(unitReasonCount) };
  if (state !== 'pending') return { state, reasons };
  const reason = standing.obstacle ?? waiting(standing);
  return { state: standing.state === 'rejected' ? 'rejected' : 'due', reasons: [reason] };
}

const SENDING: Reason = { code: 'WAITING_FOR_NIGHT', params: { now: 'sending' } };

/** Why something that passes and that nothing stands in the way of is not there yet. */
export function waiting({ state }: UnitStanding): Reason {
  return state === 'sending' ? SENDING : plainReason('WAITING_FOR_NIGHT');
}
