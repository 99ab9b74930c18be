import type { ScoreDecision } from '../decide/decision.ts';
import { NO_REASONS, plainReason } from '../reasons/plain-reasons.ts';
import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';
import type { WrittenScore } from './sis-state.ts';

/** Where one score stands, whatever becomes of its unit; `pending`: it passes, and PowerSchool does not have it yet. */
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
  if (score.points === null) return { state: 'held', reasons: heldReasons(score.reasons, written, unitReasonCount) };
  if (written === undefined) return PENDING;
  if (written.points === score.points) return written.kept === null ? SENT : keptStanding(written.kept.seenAt);
  const { refused } = written;
  if (refused === null || refused.points !== score.points) return PENDING;
  return { state: 'rejected', reasons: [{ code: refused.code, params: { said: refused.message } }] };
}

function keptStanding(seenAt: number): ScoreStanding {
  return { state: 'kept', reasons: [{ code: 'SIS_EDIT_KEPT', params: { since: minuteOf(seenAt) } }] };
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
