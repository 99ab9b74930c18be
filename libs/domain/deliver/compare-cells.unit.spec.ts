import { describe, expect, it } from '@jest/globals';
import { compareCells } from './compare-cells.ts';
import type { WrittenScore } from './sis-state.ts';

const written = (sisStudentId: string, points: number | null, kept: WrittenScore['kept'] = null): WrittenScore => ({
  sisStudentId,
  points,
  sentAt: 1,
  kept,
  refused: null,
});
const cell = (sisStudentId: string, points: number | null, exempt = false) => ({ sisStudentId, points, exempt });
const drifts = (scores: readonly WrittenScore[], cells: readonly ReturnType<typeof cell>[]) =>
  compareCells({ assignment: null, scores }, cells).drifts.map(({ sisStudentId, kind }) => ({ sisStudentId, kind }));

describe('the cells of an assignment beside the ledger', () => {
  it('do not drift where they hold what was sent', () => {
    expect(drifts([written('1', 5), written('2', null)], [cell('1', 5)])).toEqual([]);
  });

  it('do not drift where PowerSchool kept fewer decimals than were sent', () => {
    expect(drifts([written('1', 20 / 3)], [cell('1', 6.666667)])).toEqual([]);
    expect(drifts([written('1', 20 / 3)], [cell('1', 6.68)])).toEqual([{ sisStudentId: '1', kind: 'different' }]);
  });

  it('are missing, different or extra', () => {
    const found = drifts([written('1', 5), written('2', 6)], [cell('2', 7), cell('3', 8)]);
    expect(found).toEqual([
      { sisStudentId: '1', kind: 'missing' },
      { sisStudentId: '2', kind: 'different' },
      { sisStudentId: '3', kind: 'extra' },
    ]);
  });

  it('are extra where a score was never accepted, and not where the cell holds nothing that counts', () => {
    expect(drifts([written('1', null)], [cell('1', 8)])).toEqual([{ sisStudentId: '1', kind: 'extra' }]);
    expect(drifts([], [cell('1', null), cell('2', 8, true), cell('3', null, true)])).toEqual([]);
  });

  it('tell what was sent, and what PowerSchool holds instead', () => {
    const scores = [written('1', 5), written('2', 6), written('3', 7)];
    const cells = [cell('2', 6.5), cell('3', 7, true), cell('4', 8)];
    expect(compareCells({ assignment: null, scores }, cells).drifts).toEqual([
      { sisStudentId: '1', kind: 'missing', sent: 5, held: { points: null, exempt: false } },
      { sisStudentId: '2', kind: 'different', sent: 6, held: { points: 6.5, exempt: false } },
      { sisStudentId: '3', kind: 'different', sent: 7, held: { points: 7, exempt: true } },
      { sisStudentId: '4', kind: 'extra', sent: null, held: { points: 8, exempt: false } },
    ]);
  });

  it('are different where a teacher exempted the student', () => {
    expect(drifts([written('1', 5)], [cell('1', 5, true)])).toEqual([{ sisStudentId: '1', kind: 'different' }]);
  });

  it('do not drift where a teacher edit is known and kept, until there is another one', () => {
    const kept = [written('1', 5, { seenPoints: 9, seenAt: 1 })];
    expect(drifts(kept, [cell('1', 9)])).toEqual([]);
    expect(compareCells({ assignment: null, scores: kept }, [cell('1', 9)]).kept).toBe(1);
    expect(drifts(kept, [cell('1', 5)])).toEqual([]);
    expect(drifts(kept, [cell('1', 8)])).toEqual([{ sisStudentId: '1', kind: 'different' }]);
    expect(drifts(kept, [])).toEqual([{ sisStudentId: '1', kind: 'missing' }]);
  });
});
