import type { Store } from './store.ts';
import type { AssignmentSection, Score, Writer } from './types.ts';

/** One cell: a student's score in an assignment of a section. */
export interface SnapshotScore {
  readonly studentDcid: number;
  readonly points: number | null;
  readonly exempt: boolean;
  readonly missing: boolean;
  readonly late: boolean;
  readonly writtenBy: Writer;
  readonly whenModified: number;
  readonly writes: number;
}

/** One column: an assignment in one section. */
export interface SnapshotAssignment {
  readonly assignmentId: number;
  readonly assignmentSectionId: number;
  readonly sectionDcid: number;
  readonly name: string;
  readonly dueDate: string;
  readonly pointsPossible: number;
  readonly scoreType: string;
  readonly categoryId: number;
  readonly category: string;
  readonly countedInFinalGrade: boolean;
  readonly locked: boolean;
  readonly createdByPlugin: string | null;
  readonly modifiedBy: Writer;
  readonly scores: readonly SnapshotScore[];
}

export interface GradebookSnapshot {
  /** By section, then oldest first; the scores of each by student. */
  readonly assignments: readonly SnapshotAssignment[];
  /** Ids of assignments and assignment sections that were deleted. */
  readonly deleted: readonly number[];
}

/** The whole gradebook as plain data in a fixed order, to be compared cell by cell. */
export function snapshot(store: Store): GradebookSnapshot {
  const parts = [...store.assignmentSections.values()];
  parts.sort((a, b) => a.sectionDcid - b.sectionDcid || a.assignmentSectionId - b.assignmentSectionId);
  return {
    assignments: parts.map((part) => snapshotAssignment(store, part)),
    deleted: [...store.deleted].sort((a, b) => a - b),
  };
}

export function snapshotAssignment(store: Store, part: AssignmentSection): SnapshotAssignment {
  return {
    assignmentId: part.assignmentId,
    assignmentSectionId: part.assignmentSectionId,
    sectionDcid: part.sectionDcid,
    name: part.name,
    dueDate: part.dueDate,
    pointsPossible: part.scoreEntryPoints,
    scoreType: part.scoreType,
    categoryId: part.categoryId,
    category: store.categories.get(part.categoryId)?.name ?? '',
    countedInFinalGrade: part.isCountedInFinalGrade,
    locked: part.isLocked,
    createdByPlugin: store.assignments.get(part.assignmentId)?.createdByPlugin ?? null,
    modifiedBy: part.modifiedBy,
    scores: [...part.scores.values()].sort((a, b) => a.studentDcid - b.studentDcid).map(snapshotScore),
  };
}

function snapshotScore(score: Score): SnapshotScore {
  const { studentDcid, points, exempt, missing, late, writtenBy, whenModified, writes } = score;
  return { studentDcid, points, exempt, missing, late, writtenBy, whenModified, writes };
}
