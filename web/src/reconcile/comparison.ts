import type { paths } from '../api/schema.ts';
import type { Cell } from '../parts/csv.ts';

export type Answer =
  paths['/v1/districts/{districtId}/reconcile']['post']['responses'][200]['content']['application/json'];
export type Drift = Answer['drifts'][number];

/** Rows that the page keeps; what is beyond is counted only. */
const DRIFTS_KEPT = 10_000;
const COUNTED = ['unitsRead', 'cellsRead', 'missing', 'different', 'extra', 'extraAssignments', 'kept'] as const;

/** What was read up to now, of all answers together. */
export interface Comparison extends Pick<Answer, (typeof COUNTED)[number] | 'unitsLeft' | 'driftsTruncated'> {
  readonly drifts: readonly Drift[];
  /** It was kept over a reload: of the differences, which cells they are, and neither titles nor points. */
  readonly isRestored?: true;
  /** When the last answer came, in milliseconds since the epoch. */
  readonly at: number;
}

/** The comparison with one more answer. */
export function joined(before: Comparison | null, answer: Answer, at: number): Comparison {
  const { unitsLeft, driftsTruncated, drifts } = answer;
  const all = [...(before?.drifts ?? []), ...drifts];
  const counts = Object.fromEntries(COUNTED.map((name) => [name, (before?.[name] ?? 0) + answer[name]]));
  return {
    ...(counts as Pick<Answer, (typeof COUNTED)[number]>),
    ...{ unitsLeft, at },
    drifts: all.slice(0, DRIFTS_KEPT),
    driftsTruncated: driftsTruncated || (before?.driftsTruncated ?? false) || all.length > DRIFTS_KEPT,
  };
}

/** What is kept of a comparison over a reload. */
export function toKeep(found: Comparison): Comparison {
  const drifts = found.drifts.map((drift) => ({
    ...drift,
    ...{ title: drift.identifier, section: '', sent: null, held: null },
  }));
  return { ...found, drifts, isRestored: true };
}

/** One cell is told once: where it is, and of which student. */
export function keyOf({ sectionAssessmentId, sisStudentId, kind, studentId }: Drift): string {
  return JSON.stringify([sectionAssessmentId, sisStudentId, studentId, kind]);
}

const COLUMNS = [
  ...(['sectionAssessmentId', 'identifier', 'title', 'section', 'studentId', 'sisStudentId'] as const),
  ...(['kind', 'sent', 'held', 'exempt'] as const),
] as const;

/** The differences as a file's columns and rows. */
export function rowsOf(drifts: readonly Drift[]): [readonly string[], (readonly Cell[])[]] {
  return [COLUMNS, drifts.map((drift) => COLUMNS.map((column) => drift[column]))];
}
