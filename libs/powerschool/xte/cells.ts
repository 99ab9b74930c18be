import type { AssignmentRef } from '@passback/domain';
import { SisError, type SisScore } from '../port/gradebook.ts';
import { flagOf, type JsonObject, numberOf, textOf } from '../answers/values.ts';

/** The cells of several assignments, by `assignmentId`. */
export type Cells = ReadonlyMap<string, readonly SisScore[]>;

/** The cell of a row of ASSIGNMENTSCORE; null for one that is nobody's or holds nothing. */
export function cellOf(row: JsonObject): SisScore | null {
  const sisStudentId = textOf(row['studentsdcid']);
  const points = numberOf(row['scorepoints']);
  const exempt = flagOf(row['isexempt']) === true;
  return sisStudentId === null || (points === null && !exempt) ? null : { sisStudentId, points, exempt };
}

/** Assignments one after the other; one that PowerSchool has no more holds nothing. */
export async function cellsOfEach(
  refs: readonly AssignmentRef[],
  read: (ref: AssignmentRef) => Promise<readonly SisScore[]>,
): Promise<Cells> {
  const cells = new Map<string, readonly SisScore[]>();
  for (const ref of refs) cells.set(ref.assignmentId, (await nullWhereDeleted(() => read(ref))) ?? []);
  return cells;
}

export async function nullWhereDeleted<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SisError && error.class === 'deleted') return null;
    throw error;
  }
}
