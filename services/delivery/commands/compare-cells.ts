import { isSamePoints, type SisState } from '@passback/domain';
import type { SisScore } from '@passback/powerschool';

/** A cell in which PowerSchool and the ledger differ. */
export interface CellDrift {
  readonly sisStudentId: string;
  /** `missing`: sent, and PowerSchool holds nothing. `extra`: PowerSchool holds what was never sent. */
  readonly kind: 'missing' | 'different' | 'extra';
}

/** How the cells of one assignment stand to the ledger. */
export interface CellComparison {
  readonly drifts: readonly CellDrift[];
  /** Cells that hold what a teacher was seen to have entered before. */
  readonly kept: number;
}

/** Compares the cells of one assignment with what was last written, or seen where a teacher's edit is kept. Pure. */
export function compareCells(sis: SisState, cells: readonly SisScore[]): CellComparison {
  // An exempt cell counts for nothing, whatever points it shows.
  const held = new Map(cells.map((cell) => [cell.sisStudentId, cell.exempt ? null : cell.points]));
  const exempt = new Set(cells.filter((cell) => cell.exempt).map(({ sisStudentId }) => sisStudentId));
  const drifts: CellDrift[] = [];
  let knownEdits = 0;
  const written = new Set<string>();
  for (const { sisStudentId, points, kept } of sis.scores) {
    if (points === null) continue;
    written.add(sisStudentId);
    const seen = held.get(sisStudentId) ?? null;
    if (isSamePoints(seen, points)) continue;
    if (kept !== null && isSamePoints(seen, kept.seenPoints)) knownEdits += 1;
    else drifts.push({ sisStudentId, kind: seen === null && !exempt.has(sisStudentId) ? 'missing' : 'different' });
  }
  for (const [sisStudentId, points] of held) {
    if (points !== null && !written.has(sisStudentId)) drifts.push({ sisStudentId, kind: 'extra' });
  }
  return { drifts, kept: knownEdits };
}
