import type { ScoreWrite, WrittenAssignment } from '@passback/domain';
import { type SisScore, SisError } from '@passback/powerschool';
import type { UnitInHand } from './unit-in-hand.ts';

const NO_MORE_THERE = 'PowerSchool no longer has this assignment.';

/**
 * Reads the cells that Otus did not change, so that a teacher's edits are seen and kept (passback-rules §5). Gives the scores that are
 * to be written: those that Otus changed, over whatever PowerSchool has, and of the others what a repair asks for.
 *
 * A score that Otus did not change is never written otherwise: if PowerSchool still holds it nothing has to be written, and if it holds
 * something else, or nothing, that is the teacher's doing. Writing it again could only overwrite an edit made in this moment.
 *
 * Throws `SisError` of class `deleted` where the assignment is gone. That is read first: where an update also creates (OneRoster's PUT
 * does) it would bring back what a teacher deleted.
 */
export async function lookForEdits(
  unit: UnitInHand,
  written: WrittenAssignment,
  writes: readonly ScoreWrite[],
): Promise<ScoreWrite[]> {
  await requireThere(unit, written);
  const { section, draft, lane, record } = unit;
  const { repair } = record.delivery;
  const unchanged = writes.filter(({ cause }) => cause === 'resend');
  if (unchanged.length === 0) return [...writes];
  const { ref } = written;
  const cells = (await lane.gradebook.scores(section, [ref]))?.get(ref.assignmentId) ?? null;
  // Null: this PowerSchool cannot be read. Nothing that Otus did not change is written unasked, so nothing of a teacher's is lost.
  if (cells === null) return writes.filter(({ cause }) => cause === 'changed' || repair === 'all');
  const byStudent = new Map(cells.map((cell) => [cell.sisStudentId, cell]));
  return writes.filter((write) => {
    if (write.cause === 'changed') return true;
    const cell = byStudent.get(write.sisStudentId);
    const isKnownEdit = draft.score(write.sisStudentId)?.kept?.seenPoints === null;
    if (draft.cellSeen(write, cell, lane.now()) === 'asWritten') return false;
    return repair === 'all' || (repair === 'missing' && isEmpty(cell) && !isKnownEdit);
  });
}

async function requireThere({ section, draft, lane }: UnitInHand, { ref }: WrittenAssignment): Promise<void> {
  if ((await lane.gradebook.assignment(section, ref)) !== null) return;
  draft.assignmentDeleted(lane.now());
  throw new SisError({ class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' }, NO_MORE_THERE);
}

function isEmpty(cell: SisScore | undefined): boolean {
  return cell === undefined || (cell.points === null && !cell.exempt);
}
