import type { Decision, DesiredAssignment } from '../decide/decision.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import { assignmentStanding, writtenByStudent } from './assignment-standing.ts';
import type { Effect, ScoreWrite } from './effect.ts';
import type { SisState, WrittenAssignment, WrittenScore } from './sis-state.ts';

export interface DiffInput {
  readonly snapshot: SectionAssessment;
  readonly decision: Decision;
  readonly sis: SisState;
}

export interface DiffOptions {
  /** Also makes again what was deleted in PowerSchool, and tries refused scores again. */
  readonly redrive: boolean;
  /** Every score that was written before goes along as `resend`, so that its cell is looked at, also where nothing changed. */
  readonly repair?: boolean;
  /** Tries scores again that PowerSchool refused with these same points: once a night, not at every look. */
  readonly retryRefused: boolean;
}

const NOTHING: Effect = Object.freeze({ kind: 'none' });

/**
 * The work that is left: what has to be written so that PowerSchool holds what is desired (passback-rules §5). Pure; nothing to do
 * is `none`, and applying the effect and asking again gives `none`.
 *
 * - Held or withdrawn: nothing, and what PowerSchool has stays.
 * - No assignment yet: `create` with all scores that pass. An empty column is never made.
 * - Deleted in PowerSchool: nothing, unless redriven; somebody did that on purpose.
 * - Title, due date, total points or the assessment type changed in Otus: `update`, and every score that was written before goes
 *   along as `resend`, so that PowerSchool's cells are read first and a teacher's edits found. `changed` names the category only
 *   where the type changed in Otus and leads to another one; a new mapping, or a category moved in PowerSchool, moves nothing that
 *   was sent. It is empty where the new type leads to the same category: the type has to be recorded as written all the same.
 * - Otherwise the scores that differ from what was last written, over whatever PowerSchool has. A score that a teacher edited
 *   there differs only when Otus changes it.
 */
export function diffGradebook({ snapshot, decision, sis }: DiffInput, options: DiffOptions): Effect {
  if (decision.verdict === 'hold' || snapshot.withdrawn) return NOTHING;
  const standing = assignmentStanding(snapshot, sis);
  if (standing.kind === 'none' || (standing.kind === 'deleted' && options.redrive)) return create(decision);
  if (standing.kind === 'deleted') return NOTHING;
  const changed = changedFields(standing.assignment, decision.desired);
  const isUpdate = changed.length > 0 || standing.assignment.assessmentType !== decision.desired.assessmentType;
  const isToResend = isUpdate || options.repair === true;
  const scores = scoresToWrite(decision, sis, isToResend, options.retryRefused || options.redrive);
  if (isUpdate) return { kind: 'update', changed, scores };
  return scores.length === 0 ? NOTHING : { kind: 'scoresOnly', scores };
}

function create(decision: Decision): Effect {
  const scores: ScoreWrite[] = [];
  for (const { scoreId, sisStudentId, points } of decision.scores) {
    if (points !== null && sisStudentId !== null) scores.push({ scoreId, sisStudentId, points, cause: 'changed' });
  }
  return scores.length === 0 ? NOTHING : { kind: 'create', scores };
}

type ChangedField = Extract<Effect, { kind: 'update' }>['changed'][number];

function changedFields(written: WrittenAssignment, desired: DesiredAssignment): ChangedField[] {
  const changed: ChangedField[] = [];
  if (desired.title !== written.title) changed.push('title');
  if (desired.dueDate !== written.dueDate) changed.push('dueDate');
  if (desired.totalPoints !== written.totalPoints) changed.push('totalPoints');
  if (desired.assessmentType !== written.assessmentType && desired.category !== written.category)
    changed.push('category');
  return changed;
}

function scoresToWrite(decision: Decision, sis: SisState, isToResend: boolean, retryRefused: boolean): ScoreWrite[] {
  const written = writtenByStudent(sis);
  const writes: ScoreWrite[] = [];
  for (const { scoreId, sisStudentId, points } of decision.scores) {
    if (points === null || sisStudentId === null) continue;
    const cause = causeToWrite(points, written.get(sisStudentId), isToResend, retryRefused);
    if (cause !== null) writes.push({ scoreId, sisStudentId, points, cause });
  }
  return writes;
}

function causeToWrite(
  points: number,
  written: WrittenScore | undefined,
  isToResend: boolean,
  retryRefused: boolean,
): ScoreWrite['cause'] | null {
  if (written === undefined) return 'changed';
  if (written.points === points) return isToResend ? 'resend' : null;
  return written.refused?.points === points && !retryRefused ? null : 'changed';
}
