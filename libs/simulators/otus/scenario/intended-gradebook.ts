import type { ScenarioDistrict } from './district.ts';
import type { IntendedColumn } from '../unit/intent.ts';

/** One column with its filled cells, as a gradebook is meant to hold it, or holds it. */
export interface GradebookColumn extends IntendedColumn {
  readonly sectionId: string;
  /** SIS student id → points; only cells that hold something. */
  readonly cells: Readonly<Record<string, number>>;
}

/** The whole gradebook as the scenario means it, by title within section: what a run is compared with, cell by cell. */
export function intendedGradebook(district: ScenarioDistrict): Record<string, GradebookColumn> {
  const columns: Record<string, GradebookColumn> = {};
  for (const { snapshot, column, scores } of district.units.values()) {
    if (column === null) continue;
    const cells: Record<string, number> = {};
    for (const score of snapshot.scores) {
      const cell = scores.get(score.scoreId)?.cell ?? null;
      if (cell !== null && score.sisStudentId !== null) cells[score.sisStudentId] = cell;
    }
    const sectionId = snapshot.section.sisSectionId ?? '';
    columns[`${sectionId} ${column.title}`] = { sectionId, ...column, cells };
  }
  return columns;
}
