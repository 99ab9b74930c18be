import { isOfCalendar } from '../decide/circumstance.ts';
import type { Decision } from '../decide/decision.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import { assignmentStanding, writtenByStudent } from './assignment-standing.ts';
import { decideCell } from './decide-cell.ts';
import { changedFields } from './decide-fields.ts';
import type { Repair } from './delivery-state.ts';
import { fieldsOf, isTypeChanged, pointsOf } from './doubt.ts';
import type { Effect, ScoreWrite } from './effect.ts';
import { isSentAlike } from '../facts/points.ts';
import type { SisState, WrittenScore } from './sis-state.ts';

export interface DiffInput {
  readonly snapshot: SectionAssessment;
  readonly decision: Decision;
  readonly sis: SisState;
}

export interface DiffOptions {
  /** Also makes again what was deleted in PowerSchool, and tries refused scores again. */
  readonly redrive: boolean;
  /**
   * Where one was asked for, every score that was written before is looked at too, also where nothing changed and nothing is in doubt.
   * A `check` looks at what only the calendar holds as well.
   */
  readonly repair?: Repair | null;
  /** Tries scores again that PowerSchool refused with these same points: once a run, not at every look. */
  readonly retryRefused: boolean;
}

const NOTHING: Effect = Object.freeze({ kind: 'none' });

/**
 * The work that is left: what has to be written or looked at so that PowerSchool holds what is desired (docs/passback-rules.md §5). Pure;
 * nothing to do is `none`, and applying the effect and asking again gives `none`.
 *
 * - Held or withdrawn: nothing, and what PowerSchool has stays. What only the calendar holds is looked at where a check asks for it.
 * - No assignment yet: `create` with all scores that pass. An empty column is never made.
 * - Deleted in PowerSchool: nothing, unless redriven; somebody did that on purpose.
 * - A field of the assignment or the assessment type changed in Otus, or the assignment is in doubt: `update`, and every score that was
 *   written before is looked at, so that a teacher's edits are found. `changed` names the category only where the type changed in Otus
 *   and leads to another one; a new mapping, or a category moved in PowerSchool, moves nothing that was sent.
 * - Otherwise the scores that Otus changed, over whatever PowerSchool has, and those in doubt, which are looked at.
 */
export function diffGradebook({ snapshot, decision, sis }: DiffInput, options: DiffOptions): Effect {
  if (snapshot.withdrawn) return NOTHING;
  if (decision.verdict === 'hold')
    return options.repair === 'check' ? checkOfHeld({ snapshot, decision, sis }) : NOTHING;
  const standing = assignmentStanding(snapshot, sis);
  if (standing.kind === 'none' || (standing.kind === 'deleted' && options.redrive)) return create(decision);
  if (standing.kind === 'deleted') return NOTHING;
  const { assignment } = standing;
  const changed = changedFields(assignment, fieldsOf(decision), isTypeChanged(assignment, decision));
  const isUpdate = changed.length > 0 || isTypeChanged(assignment, decision) || assignment.doubt !== undefined;
  const scores = scoresToWrite(decision, sis, {
    isResend: isUpdate || options.repair != null,
    isRestored: assignment.doubt?.cause === 'restored',
    retryRefused: options.retryRefused || options.redrive,
  });
  if (isUpdate) return { kind: 'update', changed, scores };
  return scores.length === 0 ? NOTHING : { kind: 'scoresOnly', scores };
}

/**
 * Whether a unit that nothing but the calendar holds is in PowerSchool as it was sent: then it stays in sync, whatever made the rules
 * look at it.
 */
export function isUnchangedInSis({ snapshot, decision, sis }: DiffInput): boolean {
  if (snapshot.withdrawn || !isOfCalendar(decision.reasons)) return false;
  if (assignmentStanding(snapshot, sis).kind !== 'there') return false;
  return diffGradebook({ snapshot, decision: asReleased(decision), sis }, AS_IT_STANDS).kind === 'none';
}

const AS_IT_STANDS: DiffOptions = { redrive: false, retryRefused: false };

/** What was sent is called sent also after its grading period is over, so it is looked at like everything else. Never a write. */
function checkOfHeld(input: DiffInput): Effect {
  if (!isUnchangedInSis(input)) return NOTHING;
  const how = { isResend: true, isRestored: false, retryRefused: false };
  const looks = scoresToWrite(asReleased(input.decision), input.sis, how).filter(({ cause }) => cause === 'look');
  return looks.length === 0 ? NOTHING : { kind: 'scoresOnly', scores: looks };
}

/** The decision as it would be without what holds the unit. */
function asReleased(decision: Decision): Decision {
  const scores = decision.scores.map((score) => ({ ...score, points: pointsOf(score) }));
  return { ...decision, verdict: 'send', scores };
}

function create(decision: Decision): Effect {
  const scores: ScoreWrite[] = [];
  for (const { scoreId, studentId, sisStudentId, points } of decision.scores) {
    if (points !== null && sisStudentId !== null)
      scores.push({ scoreId, studentId, sisStudentId, points, cause: 'changed' });
  }
  return scores.length === 0 ? NOTHING : { kind: 'create', scores };
}

function scoresToWrite(
  decision: Decision,
  sis: SisState,
  {
    retryRefused,
    ...how
  }: { readonly isResend: boolean; readonly isRestored: boolean; readonly retryRefused: boolean },
): ScoreWrite[] {
  const writtenBefore = writtenByStudent(sis);
  const writes: ScoreWrite[] = [];
  for (const { scoreId, studentId, sisStudentId, points } of decision.scores) {
    if (points === null || sisStudentId === null) continue;
    const written = writtenBefore.get(sisStudentId);
    if (!retryRefused && isRefusedSoFar(points, written)) continue;
    const verdict = decideCell({ wanted: points, written, sight: 'notLooked', ...how });
    if (verdict === 'write' || verdict === 'look')
      writes.push({ scoreId, studentId, sisStudentId, points, cause: verdict === 'write' ? 'changed' : 'look' });
  }
  return writes;
}

/** PowerSchool refused these very points, and nothing says that it would take them now. A cell in doubt was found without them then. */
export function isRefusedSoFar(wanted: number, written: WrittenScore | undefined): boolean {
  if (written?.refused == null || !isSentAlike(written.refused.points, wanted)) return false;
  return written.doubt !== undefined || !isSentAlike(written.points, wanted);
}
