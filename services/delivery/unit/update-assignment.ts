import type { Effect, ScoreWrite, WrittenAssignment } from '@passback/domain';
import { lookForEdits } from './look-for-edits.ts';
import { resolveCategory } from './resolve-category.ts';
import type { UnitInHand } from './unit-in-hand.ts';
import { asWritten, desiredFields } from './written-assignment.ts';

/**
 * Brings title, due date, points and, only where the type changed in Otus, the category up to date. Before anything is written the
 * cells are read, so that a teacher's edits are seen and kept (passback-rules §5). Returns the scores that are to be written.
 */
export async function updateAssignment(
  unit: UnitInHand,
  written: WrittenAssignment,
  effect: Extract<Effect, { kind: 'update' }>,
): Promise<ScoreWrite[]> {
  const { section, draft, lane } = unit;
  const scores = await lookForEdits(unit, written, effect.scores);
  const categoryId = effect.changed.includes('category') ? await resolveCategory(unit) : null;
  if (effect.changed.length > 0)
    await lane.gradebook.updateAssignment(section, written.ref, {
      ...desiredFields(unit),
      ...(categoryId !== null && { categoryId }),
    });
  // Where the category was not written, the one that was stays on record: a new mapping moves nothing that was sent.
  const category = categoryId === null ? { category: written.category } : {};
  draft.assignmentUpdated({ ...asWritten(unit, written.ref), ...category });
  return scores;
}
