import { isOfCircumstance } from '../decide/circumstance.ts';
import type { Decision, ScoreDecision } from '../decide/decision.ts';
import { NO_REASONS, plainReason } from '../reasons/plain-reasons.ts';
import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';
import { isRefusedSoFar } from './diff-gradebook.ts';
import { isSentAlike } from '../facts/points.ts';
import type { KeptEdit, SisState, WrittenScore } from './sis-state.ts';

/** Where one score stands, whatever becomes of its unit; `pending`: it passes, and PowerSchool is not known to have it. */
export interface ScoreStanding {
  readonly state: 'held' | 'sent' | 'kept' | 'rejected' | 'pending';
  /** Empty when `sent` or `pending`. */
  readonly reasons: readonly Reason[];
}

const SENT: ScoreStanding = Object.freeze({ state: 'sent', reasons: NO_REASONS });
const PENDING: ScoreStanding = Object.freeze({ state: 'pending', reasons: NO_REASONS });

/** Otus took the points back: that PowerSchool still has them is the first thing to know. */
const CLEARED: ReadonlySet<ReasonCode> = new Set([
  'TURNED_IN_NOT_GRADED',
  'NOT_SUBMITTED',
  'STATUS_MISSING',
  'SCORE_INVALID',
]);
/** The status is what the teacher wanted; that PowerSchool still has the points comes after it. */
const TAKEN_OUT: ReadonlySet<ReasonCode> = new Set(['STATUS_EXCUSED', 'STATUS_EXCLUDED']);

/**
 * `written`: what this student's cell of the unit's present assignment was given; undefined where nothing was.
 * `unitReasonCount`: how many of a held score's reasons are the unit's.
 */
export function scoreStanding(
  score: ScoreDecision,
  written: WrittenScore | undefined,
  unitReasonCount: number,
): ScoreStanding {
  if (score.points !== null) return passingStanding(score.points, written);
  const before = unchangedStanding(score, written, unitReasonCount);
  return before ?? { state: 'held', reasons: heldReasons(score.reasons, written, unitReasonCount) };
}

function passingStanding(points: number, written: WrittenScore | undefined): ScoreStanding {
  if (written === undefined) return PENDING;
  if (isRefusedSoFar(points, written) && written.refused !== null) {
    const { code, message } = written.refused;
    const reason: Reason = message === '' ? plainReason(code) : { code, params: { said: message } };
    return { state: 'rejected', reasons: [reason] };
  }
  if (written.doubt !== undefined || !isSentAlike(written.points, points)) return PENDING;
  if (written.uncheckedAt !== undefined) return { state: 'kept', reasons: [plainReason('SIS_NOT_CHECKED')] };
  return written.kept === null ? SENT : keptStanding(written.kept);
}

/** Only the calendar, we or a pause hold it: what was sent before and is the same still stands as it was. */
function unchangedStanding(
  { passes, reasons }: ScoreDecision,
  written: WrittenScore | undefined,
  unitReasonCount: number,
): ScoreStanding | null {
  if (passes === undefined || !isOfCircumstance(reasons.slice(0, unitReasonCount))) return null;
  const standing = passingStanding(passes, written);
  return standing.state === 'pending' ? null : standing;
}

function keptStanding({ seenAt, exempt }: KeptEdit): ScoreStanding {
  const params = { since: minuteOf(seenAt), ...(exempt === true && { now: 'exempt' }) };
  return { state: 'kept', reasons: [{ code: 'SIS_EDIT_KEPT', params }] };
}

/** The district's zone is not known here, so the sentence names UTC. */
function minuteOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function heldReasons(
  reasons: readonly Reason[],
  written: WrittenScore | undefined,
  unitReasonCount: number,
): readonly Reason[] {
  const own = reasons[unitReasonCount];
  if (own === undefined || written === undefined || written.points === null) return reasons;
  if (CLEARED.has(own.code)) return [plainReason('SENT_THEN_CLEARED'), ...reasons];
  return TAKEN_OUT.has(own.code) ? [...reasons, plainReason('SENT_THEN_CLEARED')] : reasons;
}

/** Of a student who is no longer in the snapshot, or is another one in PowerSchool now. */
export const LEFT_BEHIND: ScoreStanding = Object.freeze({
  state: 'held',
  reasons: Object.freeze([Object.freeze({ code: 'SENT_THEN_CLEARED', params: { cause: 'removed' } })] as const),
});

const NONE_LEFT: readonly WrittenScore[] = Object.freeze([]);

/** Cells of the present assignment that were given a score which no row of the snapshot has any more: PowerSchool still shows it. */
export function leftBehind({ scores }: Decision, sis: SisState): readonly WrittenScore[] {
  if (sis.scores.length === 0) return NONE_LEFT;
  const present = new Set(scores.map(({ sisStudentId }) => sisStudentId));
  return sis.scores.filter(({ sisStudentId, sentAt }) => sentAt !== null && !present.has(sisStudentId));
}
