import { roundPoints } from '../facts/points.ts';
import type { Score } from '../facts/section-assessment.ts';
import { NO_REASONS, plainReason } from '../reasons/plain-reasons.ts';
import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';

/** What the unit says that a score's verdict depends on. */
export interface ScoreContext {
  readonly totalPoints: number;
  /** The district sends past-due work that was not handed in as 0, and this unit is past due. */
  readonly missingIsZero: boolean;
}

/** Points to send, or why not, whatever holds the unit as a whole. */
export interface ScoreVerdict {
  /** Null when held. */
  readonly points: number | null;
  readonly reasons: readonly Reason[];
  readonly notices: readonly Reason[];
}

const HELD_CODES = [
  'STATUS_EXCUSED',
  'STATUS_EXCLUDED',
  'STATUS_MISSING',
  'TURNED_IN_NOT_GRADED',
  'NOT_SUBMITTED',
  'SCORE_INVALID',
] as const satisfies readonly ReasonCode[];
type HeldCode = (typeof HELD_CODES)[number];

const verdictsOf = (also: readonly Reason[]): Readonly<Record<HeldCode, ScoreVerdict>> =>
  Object.fromEntries(HELD_CODES.map((code) => [code, held([plainReason(code), ...also])])) as Record<
    HeldCode,
    ScoreVerdict
  >;

function held(reasons: readonly Reason[]): ScoreVerdict {
  return Object.freeze({ points: null, reasons: Object.freeze(reasons), notices: NO_REASONS });
}

const NOT_LINKED = plainReason('STUDENT_NOT_LINKED');
const HELD = verdictsOf([]);
const HELD_AND_NOT_LINKED = verdictsOf([NOT_LINKED]);
const HELD_NOT_LINKED = held([NOT_LINKED]);
/** Two students of Otus point to one of PowerSchool, and another one has the cell. */
export const HELD_STUDENT_SHARED = held([Object.freeze({ code: 'STUDENT_NOT_LINKED', params: { cause: 'shared' } })]);

/** Said with the score that has the cell which another student of Otus points to as well. */
export const SHARED_NOTICE = Object.freeze<Reason>({ code: 'STUDENT_NOT_LINKED', params: { cause: 'holdsShared' } });

const STATUS_NOTICE: readonly Reason[] = Object.freeze([plainReason('STATUS_NOT_SENT')]);
const ABOVE_NOTICE: readonly Reason[] = Object.freeze([plainReason('ABOVE_TOTAL')]);
const BOTH_NOTICES: readonly Reason[] = Object.freeze([plainReason('STATUS_NOT_SENT'), plainReason('ABOVE_TOTAL')]);

/**
 * What is sent of one score (docs/passback-rules.md §4). Only graded points go out; nothing ungraded becomes a number, except
 * past-due work that was not handed in, as 0, where the district asked for that. A held score may carry two reasons: why there are
 * no points, and that the student is not linked.
 */
export function decideScore(score: Score, context: ScoreContext): ScoreVerdict {
  const isLinked = Boolean(score.sisStudentId);
  const points = pointsOrHold(score, context.missingIsZero);
  if (typeof points === 'string') return (isLinked ? HELD : HELD_AND_NOT_LINKED)[points];
  if (!isLinked) return HELD_NOT_LINKED;
  return { points, reasons: NO_REASONS, notices: noticesOf(score, points > context.totalPoints) };
}

function pointsOrHold({ completion, status, points }: Score, missingIsZero: boolean): number | HeldCode {
  if (status === 'excused') return 'STATUS_EXCUSED';
  if (status === 'excluded') return 'STATUS_EXCLUDED';
  const isZero = missingIsZero && completion !== 'turnedIn';
  if (status === 'missing' && (completion !== 'graded' || points === null)) return isZero ? 0 : 'STATUS_MISSING';
  if (completion === 'turnedIn') return 'TURNED_IN_NOT_GRADED';
  if (completion !== 'graded') return isZero ? 0 : 'NOT_SUBMITTED';
  if (points === null || !Number.isFinite(points) || points < 0) return 'SCORE_INVALID';
  return roundPoints(points);
}

function noticesOf({ status }: Score, isAboveTotal: boolean): readonly Reason[] {
  const hasStatus = status !== 'onTime';
  if (hasStatus) return isAboveTotal ? BOTH_NOTICES : STATUS_NOTICE;
  return isAboveTotal ? ABOVE_NOTICE : NO_REASONS;
}
