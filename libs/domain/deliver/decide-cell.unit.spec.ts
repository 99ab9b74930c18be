import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgedCell } from './cell-steps.ts';
import { type CellSight, type CellVerdict, decideCell, EMPTY_CELL } from './decide-cell.ts';
import type { CellDoubt, WrittenScore } from './sis-state.ts';

const WRITTEN: WrittenScore = { sisStudentId: '81001', points: 10, sentAt: 1, kept: null, refused: null };
const CLEARED = { ...WRITTEN, kept: { seenPoints: null, seenAt: 1 } };
const EXEMPTED = { ...WRITTEN, kept: { seenPoints: null, seenAt: 1, exempt: true as const } };
const EDITED = { ...WRITTEN, kept: { seenPoints: 3, seenAt: 1 } };
/** Judged and not sent: a teacher had entered something else. */
const UNSENT = { ...EDITED, sentAt: null };
const NEVER: WrittenScore = { ...WRITTEN, points: null, sentAt: null };
const inDoubt = (doubt: CellDoubt, written = WRITTEN): WrittenScore => ({ ...written, doubt });
const lost = (...carried: number[]): WrittenScore => inDoubt({ cause: 'lost', carried });
const cell = (points: number | null, exempt = false) => ({ points, exempt });

/** What Otus has, what was written, what is seen, what becomes of it. */
const ROWS: readonly (readonly [string, number, WrittenScore | undefined, CellSight, CellVerdict])[] = [
  ['never written, new column', 10, undefined, 'notLooked', 'write'],
  ['never written, found column, empty', 10, undefined, EMPTY_CELL, 'write'],
  ['never written, found column, holds what is wanted', 10, undefined, cell(10), 'asItIs'],
  ['never written, found column, holds something', 10, undefined, cell(3), 'keep'],
  ['never written, found column, exempt', 10, undefined, cell(null, true), 'keep'],
  ['never written, found column, unreadable', 10, undefined, 'unreadable', 'write'],
  ['refused before and never accepted', 10, NEVER, 'notLooked', 'write'],

  ['unchanged and known', 10, WRITTEN, 'notLooked', 'asItIs'],
  ['unchanged but for what is rounded away', 10.0000000001, WRITTEN, 'notLooked', 'asItIs'],
  ['changed in Otus', 12, WRITTEN, 'notLooked', 'write'],
  ['changed in Otus over an edit', 12, CLEARED, cell(3), 'write'],

  ['re-sent: as it was', 10, WRITTEN, cell(10), 'asItIs'],
  ['re-sent: PowerSchool keeps fewer decimals', 20 / 3, { ...WRITTEN, points: 20 / 3 }, cell(6.67), 'asItIs'],
  ['re-sent: edited', 10, WRITTEN, cell(3), 'keep'],
  ['re-sent: cleared', 10, WRITTEN, EMPTY_CELL, 'keep'],
  ['re-sent: exempt, whatever it shows', 10, WRITTEN, cell(10, true), 'keep'],
  ['re-sent: an exemption that was taken away', 10, EXEMPTED, EMPTY_CELL, 'write'],
  ['re-sent: unreadable', 10, WRITTEN, 'unreadable', 'asItIs'],

  ['in doubt', 10, inDoubt({ cause: 'unit' }), 'notLooked', 'look'],
  ['in doubt: as wanted', 10, inDoubt({ cause: 'unit' }), cell(10), 'asItIs'],
  ['in doubt: empty', 10, inDoubt({ cause: 'unit' }), EMPTY_CELL, 'write'],
  ['in doubt: known to have been cleared', 10, inDoubt({ cause: 'unit' }, CLEARED), EMPTY_CELL, 'keep'],
  ['in doubt: an edit that is gone', 10, inDoubt({ cause: 'unit' }, EDITED), EMPTY_CELL, 'write'],
  ['in doubt: a teacher’s', 10, inDoubt({ cause: 'score' }), cell(7), 'keep'],
  ['in doubt: exempt', 10, inDoubt({ cause: 'score' }), cell(10, true), 'keep'],
  ['in doubt, and changed in Otus', 12, inDoubt({ cause: 'score' }), cell(7), 'write'],
  ['in doubt by the unit alone, unreadable', 10, inDoubt({ cause: 'unit' }), 'unreadable', 'unchecked'],
  ['in doubt by Otus itself, unreadable', 10, inDoubt({ cause: 'score' }), 'unreadable', 'write'],

  ['a lost write of what is wanted', 20, lost(20), 'notLooked', 'look'],
  ['a lost write that was carried out', 20, lost(20), cell(20), 'asItIs'],
  ['a lost write that was not', 20, lost(20), cell(10), 'write'],
  ['a lost write into an empty cell', 20, lost(20), EMPTY_CELL, 'write'],
  ['a lost write, an older lost one carried out', 20, lost(15, 20), cell(15), 'write'],
  ['a lost write, and an edit', 20, lost(20), cell(25), 'keep'],
  ['a lost write that Otus takes back', 10, lost(20), 'notLooked', 'write'],
  ['a lost write, unreadable', 20, lost(20), 'unreadable', 'write'],
  ['a lost write, and what was never sent', 20, inDoubt({ cause: 'lost', carried: [20] }, UNSENT), cell(10), 'keep'],
  ['a lost first write, and an edit', 5, inDoubt({ cause: 'lost', carried: [5] }, NEVER), cell(7), 'keep'],

  ['of an older ledger', 10, inDoubt({ cause: 'restored' }), 'notLooked', 'look'],
  ['of an older ledger: as wanted', 10, inDoubt({ cause: 'restored' }), cell(10), 'asItIs'],
  ['of an older ledger: emptied since it was sent', 10, inDoubt({ cause: 'restored' }), EMPTY_CELL, 'keep'],
  ['of an older ledger: empty, never sent', 10, inDoubt({ cause: 'restored' }, NEVER), EMPTY_CELL, 'write'],
  ['of an older ledger: in doubt then', 10, inDoubt({ cause: 'restored', before: 'score' }), EMPTY_CELL, 'write'],
  ['of an older ledger: a write lost then', 10, inDoubt({ cause: 'restored', carried: [10] }), EMPTY_CELL, 'write'],
  ['of an older ledger, changed in Otus', 12, inDoubt({ cause: 'restored' }), 'notLooked', 'look'],
  ['of an older ledger, changed in Otus: as it was', 12, inDoubt({ cause: 'restored' }), cell(10), 'write'],
  ['of an older ledger, changed in Otus: a teacher’s', 12, inDoubt({ cause: 'restored' }), cell(7), 'keep'],
  ['of an older ledger, changed in Otus, unreadable', 12, inDoubt({ cause: 'restored' }), 'unreadable', 'write'],
  ['of an older ledger, unreadable', 10, inDoubt({ cause: 'restored' }), 'unreadable', 'unchecked'],
];

it.each(ROWS)('%s', (_what, wanted, written, sight, verdict) => {
  expect(decideCell({ wanted, written, sight, isResend: sight !== 'notLooked' })).toBe(verdict);
});

it('a cell that an older ledger knows nothing of may have been written since, and is looked at', () => {
  const verdict = (sight: CellSight) => decideCell({ wanted: 10, written: undefined, sight, isRestored: true });
  expect(verdict('notLooked')).toBe('look');
  expect(verdict(EMPTY_CELL)).toBe('write');
  expect(verdict('unreadable')).toBe('write');
  expect(verdict(cell(7))).toBe('keep');
});

describe('a repair that somebody asked for by name', () => {
  it.each([
    ['missing', WRITTEN, EMPTY_CELL, 'write'],
    ['missing', CLEARED, EMPTY_CELL, 'keep'],
    ['missing', WRITTEN, cell(3), 'keep'],
    ['all', WRITTEN, cell(3), 'write'],
    ['all', CLEARED, EMPTY_CELL, 'write'],
    ['all', WRITTEN, cell(10), 'asItIs'],
    ['all', WRITTEN, 'unreadable', 'write'],
    ['missing', inDoubt({ cause: 'restored' }), EMPTY_CELL, 'write'],
    ['all', inDoubt({ cause: 'restored' }), EMPTY_CELL, 'write'],
    ['check', WRITTEN, cell(3), 'keep'],
    ['check', WRITTEN, EMPTY_CELL, 'keep'],
    ['check', WRITTEN, 'notLooked', 'look'],
  ] as const)('%s: of %j seen as %j comes %s', (repair, written, sight, verdict) => {
    expect(decideCell({ wanted: 10, written, sight, repair })).toBe(verdict);
  });
});

const points = fc.integer({ min: 0, max: 12 });
const doubt: fc.Arbitrary<CellDoubt | undefined> = fc.option(
  fc.record(
    { cause: fc.constantFrom('lost', 'score', 'unit'), carried: fc.array(points, { minLength: 1, maxLength: 3 }) },
    { requiredKeys: ['cause'] },
  ),
  { nil: undefined },
);
const writtenCell: fc.Arbitrary<WrittenScore> = fc
  .record({ points, isKept: fc.boolean(), seenPoints: fc.option(points), doubt })
  .map(({ points: given, isKept, seenPoints, doubt: of }) => ({
    ...WRITTEN,
    points: given,
    kept: isKept ? { seenPoints, seenAt: 1 } : null,
    ...(of !== undefined && { doubt: of }),
  }));
const seenCell = fc.record({ points: fc.option(points), exempt: fc.boolean() });

it('a value that only PowerSchool changed is never written over unasked', () => {
  fc.assert(
    fc.property(writtenCell, seenCell, fc.boolean(), (written, sight, isResend) => {
      const ours = [written.points, ...(written.doubt?.carried ?? [])];
      const wanted = written.doubt?.carried?.at(-1) ?? written.points ?? 0;
      fc.pre(sight.exempt || (sight.points !== null && !ours.includes(sight.points)));
      expect(decideCell({ wanted, written, sight, isResend })).not.toBe('write');
    }),
  );
});

it('what Otus changed since it was last given is always written', () => {
  fc.assert(
    fc.property(
      points,
      writtenCell,
      fc.oneof(seenCell, fc.constantFrom('notLooked', 'unreadable')),
      (wanted, written, sight) => {
        fc.pre(wanted !== (written.doubt?.carried?.at(-1) ?? written.points));
        expect(decideCell({ wanted, written, sight: sight as CellSight })).toBe('write');
      },
    ),
  );
});

it('what was judged is known from then on: asked again, nothing is left to do', () => {
  fc.assert(
    fc.property(writtenCell, seenCell, (written, sight) => {
      const wanted = written.doubt?.carried?.at(-1) ?? written.points ?? 0;
      const verdict = decideCell({ wanted, written, sight, isResend: true });
      fc.pre(verdict === 'asItIs' || verdict === 'keep');
      const target = { scoreId: 'sc-1', studentId: 'stu-1', sisStudentId: '81001', points: wanted };
      const judged = judgedCell(target, verdict as 'asItIs' | 'keep', sight, written, 2);
      expect(decideCell({ wanted, written: judged, sight: 'notLooked' })).toBe('asItIs');
      expect(judged.kept === null).toBe(verdict === 'asItIs');
    }),
  );
});

it('since when an edit is there stays as it was first seen, and an exemption is told apart from a cleared cell', () => {
  const target = { scoreId: 'sc-1', studentId: 'stu-1', sisStudentId: '81001', points: 10 };
  const first = judgedCell(target, 'keep', cell(3), WRITTEN, 5);
  expect(judgedCell(target, 'keep', cell(4), first, 9).kept).toEqual({ seenPoints: 4, seenAt: 5 });
  expect(judgedCell(target, 'keep', cell(10, true), WRITTEN, 5).kept).toEqual({
    seenPoints: null,
    seenAt: 5,
    exempt: true,
  });
});
