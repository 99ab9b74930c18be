import type { Effect, ScoreWrite, WrittenAssignment } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import { resolveCategory } from './resolve-category.ts';
import type { UnitInHand } from './unit-in-hand.ts';
import { asWritten, desiredFields } from './written-assignment.ts';

const NO_MORE_THERE = 'PowerSchool no longer has this assignment.';

/**
 * Brings title, due date, points and, only where the type changed in Otus, the category up to date. Before anything is written the
 * cells are read, so that a teacher's edits are seen and kept (passback-rules §5).
 *
 * A score that Otus did not change is never written here: if PowerSchool still holds it nothing has to be written, and if it holds
 * something else, or nothing, that is the teacher's doing. Writing it again could only overwrite an edit made in this moment.
 * Returns the scores that Otus did change: those go, over whatever PowerSchool has.
 */
export async function updateAssignment(
  unit: UnitInHand,
  written: WrittenAssignment,
  effect: Extract<Effect, { kind: 'update' }>,
): Promise<ScoreWrite[]> {
  const { section, draft, lane } = unit;
  // Read first: where an update also creates (OneRoster's PUT does) it would bring back what a teacher deleted.
  if ((await lane.gradebook.assignment(section, written.ref)) === null) {
    draft.assignmentDeleted(lane.now());
    throw new SisError({ class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' }, NO_MORE_THERE);
  }
  await lookForEdits(unit, written, effect.scores);
  const categoryId = effect.changed.includes('category') ? await resolveCategory(unit) : null;
  if (effect.changed.length > 0)
    await lane.gradebook.updateAssignment(section, written.ref, desiredFields(unit), categoryId);
  // Where the category was not written, the one that was stays on record: a new mapping moves nothing that was sent.
  const category = categoryId === null ? { category: written.category } : {};
  draft.assignmentUpdated({ ...asWritten(unit, written.ref), ...category });
  return effect.scores.filter(({ cause }) => cause === 'changed');
}

async function lookForEdits(
  { section, draft, lane }: UnitInHand,
  written: WrittenAssignment,
  writes: readonly ScoreWrite[],
): Promise<void> {
  const unchanged = writes.filter(({ cause }) => cause === 'resend');
  if (unchanged.length === 0) return;
  const cells = await lane.gradebook.scores(section, written.ref);
  // Null: this PowerSchool cannot be read. Nothing that Otus did not change is written, so nothing of a teacher's is lost.
  if (cells === null) return;
  const byStudent = new Map(cells.map((cell) => [cell.sisStudentId, cell]));
  for (const write of unchanged) draft.cellSeen(write, byStudent.get(write.sisStudentId), lane.now());
}
