import type { Store } from '../gradebook/store.ts';
import type { AssignmentSection } from '../gradebook/types.ts';

/** A column with its filled cells, to be looked at or compared by people and scripts. */
export interface ControlColumn {
  readonly sectionId: string;
  readonly title: string;
  readonly dueDate: string;
  readonly category: string;
  readonly totalPoints: number;
  readonly countedInFinalGrade: boolean;
  readonly createdByPlugin: string | null;
  readonly assignmentId: number;
  readonly assignmentSectionId: number;
  /** STUDENTS.DCID → points; empty cells are left out. */
  readonly cells: Readonly<Record<string, number>>;
  readonly exempt: readonly string[];
}

/** Every column under `<section> <title>`; a title that a section has twice gets ` #2`, so that a duplicate is seen. */
export function columnsJson(store: Store): Record<string, ControlColumn> {
  const columns: Record<string, ControlColumn> = {};
  const times = new Map<string, number>();
  for (const part of store.assignmentSections.values()) {
    const key = `${part.sectionDcid} ${part.name}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    columns[time === 1 ? key : `${key} #${time}`] = columnJson(store, part);
  }
  return columns;
}

function columnJson(store: Store, part: AssignmentSection): ControlColumn {
  const cells: Record<string, number> = {};
  const exempt: string[] = [];
  for (const { studentDcid, points, exempt: isExempt } of part.scores.values()) {
    if (points !== null) cells[String(studentDcid)] = points;
    if (isExempt) exempt.push(String(studentDcid));
  }
  return {
    sectionId: String(part.sectionDcid),
    title: part.name,
    dueDate: part.dueDate,
    category: store.categories.get(part.categoryId)?.name ?? '',
    totalPoints: part.scoreEntryPoints,
    countedInFinalGrade: part.isCountedInFinalGrade,
    createdByPlugin: store.assignments.get(part.assignmentId)?.createdByPlugin ?? null,
    assignmentId: part.assignmentId,
    assignmentSectionId: part.assignmentSectionId,
    cells,
    exempt,
  };
}
