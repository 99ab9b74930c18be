import type { SisState, WrittenAssignment, WrittenScore } from './sis-state.ts';

/** What a look found otherwise than it was called, by reason. */
export interface Drift {
  /** Cells and fields of the assignment. */
  readonly SIS_EDIT_KEPT: number;
  /** The assignment. */
  readonly SIS_ASSIGNMENT_DELETED: number;
}

/** What was called sent before a unit was looked at, in no doubt, and is known to be otherwise since. Pure. */
export function driftBetween(before: SisState, after: SisState): Drift {
  const found = new Map(after.scores.map((cell) => [cell.sisStudentId, cell]));
  const edited = before.scores.filter((cell) => isCalledSent(cell) && isOtherwise(found.get(cell.sisStudentId)));
  const isDeleted = before.assignment?.deletedAt === null && after.assignment?.deletedAt != null;
  const fields = newlyKept(before.assignment, after.assignment);
  return { SIS_EDIT_KEPT: edited.length + fields, SIS_ASSIGNMENT_DELETED: isDeleted ? 1 : 0 };
}

function isCalledSent({ sentAt, kept, refused, doubt }: WrittenScore): boolean {
  return sentAt !== null && kept === null && refused === null && doubt === undefined;
}

function isOtherwise(cell: WrittenScore | undefined): boolean {
  return cell !== undefined && (cell.kept !== null || cell.doubt !== undefined);
}

function newlyKept(before: WrittenAssignment | null, after: WrittenAssignment | null): number {
  const known = new Set(before?.keptFields ?? []);
  return (after?.keptFields ?? []).filter((name) => !known.has(name)).length;
}
