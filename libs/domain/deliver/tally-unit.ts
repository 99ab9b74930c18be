import type { Reason, ReasonCode } from '../reasons/reason-codes.ts';
import { assignmentStanding, writtenByStudent } from './assignment-standing.ts';
import { type DiffInput, isUnchangedInSis } from './diff-gradebook.ts';
import type { Effect } from './effect.ts';
import { LEFT_BEHIND, leftBehind, type ScoreStanding, scoreStanding } from './score-standing.ts';

/** What a night would do to one unit, as numbers that can be added up. */
export interface UnitTally {
  readonly effect: 'create' | 'update' | 'scoresOnly' | 'none' | 'held';
  /** Scores that are written. */
  readonly send: number;
  /** Scores that stay as a teacher edited them in PowerSchool. */
  readonly keep: number;
  /** Scores that do not go, for whatever reason. */
  readonly held: number;
  /** Each counts this unit once. */
  readonly unitReasons: readonly ReasonCode[];
  /** Each counts scores; of a held unit only what its scores say themselves. */
  readonly scoreReasons: Readonly<Partial<Record<ReasonCode, number>>>;
}

/**
 * Counts what `effect` (of `diffGradebook` on the same input) does, for the preview and for planning a run. A unit of which
 * nothing passes and nothing was ever sent counts as `held`, as `summarize` has it.
 */
export function tallyUnit({ snapshot, decision, sis }: DiffInput, effect: Effect): UnitTally {
  const assignment = assignmentStanding(snapshot, sis);
  const written = assignment.kind === 'there' ? writtenByStudent(sis) : null;
  const isDeleted = assignment.kind === 'deleted' && effect.kind === 'none' && decision.verdict === 'send';
  const toWrite = new Set(effect.kind === 'none' ? [] : effect.scores.map(({ scoreId }) => scoreId));
  const scoreReasons: Partial<Record<ReasonCode, number>> = {};
  const counts = { send: 0, keep: 0, held: 0 };
  for (const score of decision.scores) {
    const standing = scoreStanding(score, written?.get(score.sisStudentId), decision.reasons.length);
    const place = placeOf(standing, toWrite.has(score.scoreId));
    if (place !== null) counts[place] += 1;
    if (place === 'keep' || place === 'held') countOwn(scoreReasons, standing.reasons, decision.reasons);
  }
  for (const _cell of written === null ? [] : leftBehind(decision, sis)) {
    counts.held += 1;
    countOwn(scoreReasons, LEFT_BEHIND.reasons, []);
  }
  const isUnchanged = decision.verdict === 'hold' && isUnchangedInSis({ snapshot, decision, sis });
  const isHeld =
    (decision.verdict === 'hold' && !isUnchanged) || (effect.kind === 'none' && assignment.kind === 'none');
  return {
    effect: isHeld ? 'held' : effect.kind,
    ...counts,
    unitReasons: isDeleted ? ['SIS_ASSIGNMENT_DELETED'] : isUnchanged ? [] : decision.reasons.map(({ code }) => code),
    scoreReasons,
  };
}

function placeOf({ state }: ScoreStanding, isWritten: boolean): 'send' | 'keep' | 'held' | null {
  if (state === 'kept') return 'keep';
  // It may be looked at again, and nobody expects to find anything to write.
  if (state === 'sent') return null;
  return isWritten ? 'send' : 'held';
}

function countOwn(
  counts: Partial<Record<ReasonCode, number>>,
  reasons: readonly Reason[],
  unitReasons: readonly Reason[],
): void {
  for (const { code } of reasons) {
    if (unitReasons.some((reason) => reason.code === code)) continue;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}
