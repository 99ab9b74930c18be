import type { SisAssignment, SisScore } from '@passback/powerschool';
import { hasOlderIntent, type UnitInHand } from './unit-in-hand.ts';
import { asWritten } from './written-assignment.ts';

/**
 * Takes what is there as what was last written, so that the difference to what is desired is made good by the ordinary update.
 * Its category stays where it is, a teacher may have moved it, unless Otus changed since the attempt that made it: that change may
 * have been of the type. `twins`: other assignments that carry the identifier.
 */
export function adopt(
  unit: UnitInHand,
  found: SisAssignment,
  options: { readonly categoryId: string; readonly twins: readonly SisAssignment[] },
): 'adopted' {
  const mayHaveChanged = hasOlderIntent(unit.record) && !isOfSameRevision(unit);
  const isToBeMoved = mayHaveChanged && found.categoryId !== options.categoryId;
  unit.draft.assignmentPlaced({
    ...asWritten(unit, found.ref),
    title: found.title,
    dueDate: found.dueDate,
    totalPoints: found.totalPoints,
    ...(isToBeMoved && { assessmentType: '', category: '' }),
  });
  unit.draft.twinsSeen(options.twins.map(({ ref }) => ref.assignmentId));
  return 'adopted';
}

/**
 * The cells of an assignment that an attempt made whose outcome nobody recorded; null where they say nothing of what to do. Read
 * before it is adopted: a read that fails leaves everything as it was.
 */
export async function cellsOfOlderAttempt(
  unit: UnitInHand,
  { ref }: SisAssignment,
): Promise<readonly SisScore[] | null> {
  if (!hasOlderIntent(unit.record) || !isOfSameRevision(unit)) return null;
  return (await unit.lane.gradebook.scores(unit.section, [ref]))?.get(ref.assignmentId) ?? null;
}

/**
 * That attempt wrote what is desired now, as Otus has not changed since: a cell that holds it is done, and one that holds something
 * else was changed by a teacher after it, and stays. Every other score is sent as a new one.
 */
export function recoverCells({ record, draft, lane }: UnitInHand, cells: readonly SisScore[]): void {
  const byStudent = new Map(cells.map((cell) => [cell.sisStudentId, cell]));
  for (const { scoreId, sisStudentId, points } of record.decision.scores) {
    if (points === null || sisStudentId === null) continue;
    const cell = byStudent.get(sisStudentId);
    if (cell !== undefined) draft.cellRecovered({ scoreId, sisStudentId, points }, cell, lane.now());
  }
}

function isOfSameRevision({ record }: UnitInHand): boolean {
  return record.delivery.intent?.revision === record.otus.snapshot.revision;
}
