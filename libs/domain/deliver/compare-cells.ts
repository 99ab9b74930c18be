import { countedPoints, decideCell, EMPTY_CELL, isEmpty, type SeenCell } from './decide-cell.ts';
import { isSamePoints } from '../facts/points.ts';
import type { SisState, WrittenScore } from './sis-state.ts';

/** A cell in which PowerSchool and the ledger differ. */
export interface CellDrift {
  readonly sisStudentId: string;
  /** `missing`: sent, and PowerSchool holds nothing. `extra`: PowerSchool holds what was never sent. */
  readonly kind: 'missing' | 'different' | 'extra';
  /** Points that were last sent; null of what never was. */
  readonly sent: number | null;
  /** What PowerSchool holds. */
  readonly held: SeenCell;
}

/** How the cells of one assignment stand to the ledger. */
export interface CellComparison {
  readonly drifts: readonly CellDrift[];
  /** Cells that hold what a teacher was seen to have entered before. */
  readonly kept: number;
}

/** Compares the cells of one assignment with what was last written, or seen where a teacher's edit is kept. Pure. */
export function compareCells(sis: SisState, cells: readonly (SeenCell & { sisStudentId: string })[]): CellComparison {
  const seen = new Map<string, SeenCell>(cells.map((cell) => [cell.sisStudentId, cell]));
  const drifts: CellDrift[] = [];
  let kept = 0;
  for (const written of sis.scores) {
    const { sisStudentId, points: wanted } = written;
    if (wanted === null) continue;
    const sight = seen.get(sisStudentId) ?? EMPTY_CELL;
    seen.delete(sisStudentId);
    if (decideCell({ wanted, written, sight }) === 'asItIs') continue;
    if (isAsKept(written, sight)) kept += 1;
    else
      drifts.push({ sisStudentId, kind: isEmpty(sight) ? 'missing' : 'different', sent: wanted, held: heldOf(sight) });
  }
  for (const [sisStudentId, sight] of seen)
    if (!isEmpty(sight) && !sight.exempt) drifts.push({ sisStudentId, kind: 'extra', sent: null, held: heldOf(sight) });
  return { drifts, kept };
}

function heldOf({ points, exempt }: SeenCell): SeenCell {
  return { points, exempt };
}

function isAsKept({ kept }: WrittenScore, sight: SeenCell): boolean {
  return kept !== null && isSamePoints(countedPoints(sight), kept.seenPoints);
}
