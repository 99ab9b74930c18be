import type { AssignmentRef } from '@passback/domain';
import { type SisAssignment, SisError } from '@passback/powerschool';
import { adopt } from './adopt-assignment.ts';
import { findByIdentifier } from './find-by-identifier.ts';
import type { UnitInHand } from './unit-in-hand.ts';

/**
 * Looks once more after a create that followed one whose reply was lost: if that one was carried out after all, there are two. The
 * one that this attempt has just made is the only one that is surely ours and empty, so it is the one that goes, and PowerSchool
 * itself refuses that where somebody entered a score in it meanwhile (docs/adr/0015). What cannot be taken away is reported.
 */
export async function settleTwins(
  unit: UnitInHand,
  ours: AssignmentRef,
  categoryId: string,
): Promise<'created' | 'adopted'> {
  const found = await unlessFailed(() => findByIdentifier(unit, { fresh: true }));
  // Not to be seen now: a reconciliation reports it.
  if (found === null) return 'created';
  const others = found.filter(({ ref }) => ref.assignmentId !== ours.assignmentId);
  const [oldest, ...rest] = others;
  if (oldest === undefined) return 'created';
  const isRemoved = await unlessFailed(() => unit.lane.gradebook.deleteUnscored(unit.section, ours));
  unit.lane.memory.forgetAssignments(unit.section);
  if (isRemoved === false) {
    unit.draft.twinsSeen(others.map(({ ref }) => ref.assignmentId));
    return 'created';
  }
  // Null: it may be gone or not, so the other one is the one to trust.
  const mayBeThere = isRemoved === null ? found.filter(({ ref }) => ref.assignmentId === ours.assignmentId) : [];
  return adopt(unit, oldest, { categoryId, twins: [...rest, ...mayBeThere] });
}

/** Twins that were seen before are looked for again, so that nobody is told of one that is gone. */
export async function lookForTwins(unit: UnitInHand): Promise<void> {
  const { assignment } = unit.draft;
  if (assignment?.twins === undefined) return;
  const found: SisAssignment[] = await findByIdentifier(unit, { fresh: true });
  const others = found.filter(({ ref }) => ref.assignmentId !== assignment.ref.assignmentId);
  unit.draft.twinsSeen(others.map(({ ref }) => ref.assignmentId));
}

async function unlessFailed<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof SisError)) throw error;
    return null;
  }
}
