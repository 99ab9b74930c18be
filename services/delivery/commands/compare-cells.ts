import type { SisState } from '@passback/domain';
import type { SisScore } from '@passback/powerschool';

/** A cell in which PowerSchool and the ledger differ. */
export interface CellDrift {
  readonly sisStudentId: string;
  /** `missing`: sent, and PowerSchool holds nothing. `extra`: PowerSchool holds what was never sent. */
  readonly kind: 'missing' | 'different' | 'extra';
}

/** Compares the cells of one assignment with what was last written, or seen where a teacher's edit is kept. Pure. */
export function compareCells(sis: SisState, cells: readonly SisScore[]): CellDrift[] {
  // An exempt cell counts for nothing, whatever points it shows.
  const held = new Map(cells.map((cell) => [cell.sisStudentId, cell.exempt ? null : cell.points]));
  const drifts: CellDrift[] = [];
  const written = new Set<string>();
  for (const { sisStudentId, points, kept } of sis.scores) {
    if (points === null) continue;
    written.add(sisStudentId);
    const seen = held.get(sisStudentId) ?? null;
    if (seen === points || (kept !== null && seen === kept.seenPoints)) continue;
    drifts.push({ sisStudentId, kind: seen === null ? 'missing' : 'different' });
  }
  for (const [sisStudentId, points] of held) {
    if (points !== null && !written.has(sisStudentId)) drifts.push({ sisStudentId, kind: 'extra' });
  }
  return drifts;
}
