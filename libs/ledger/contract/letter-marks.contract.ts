import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { LEDGER_LIMITS, type LetterMark } from '../index.ts';
import { type LedgerUnderTest, NOW, ODD_IDS } from './records.fixture.ts';

function newMark(changes: Partial<LetterMark> = {}): LetterMark {
  const letterId = `passback.dead-letters.v1/0/${randomUUID()}`;
  return { letterId, state: 'dismissed', at: NOW, by: 'person:0123456789ab', reason: 'a test of Otus', ...changes };
}

export function letterMarksContract(subject: () => LedgerUnderTest): void {
  describe('marks of dead letters', () => {
    it('are given back as they were put, to every connection, and nothing of letters without one', async () => {
      const { letterMarks } = subject().ledger;
      const marks = [newMark({ reason: ODD_IDS.join() }), newMark({ state: 'replayed', reason: null })];
      const ids = marks.map(({ letterId }) => letterId);
      expect([...(await letterMarks.put(marks))].toSorted()).toEqual(ids.toSorted());
      const other = await subject().open();
      try {
        const found = await other.letterMarks.get([...ids, newMark().letterId, ...ODD_IDS]);
        expect(found).toHaveLength(2);
        expect(found).toEqual(expect.arrayContaining(marks));
      } finally {
        await other.close();
      }
      expect(await letterMarks.get([])).toEqual([]);
      expect(await letterMarks.put([])).toEqual([]);
    });

    it('stay as they are: of two at once one is the first, and it alone is told so', async () => {
      const { letterMarks } = subject().ledger;
      const mark = newMark();
      const tries = [mark, { ...mark, reason: 'another' }, { ...mark, state: 'replayed' as const, reason: null }];
      const put = await Promise.all(tries.map((one) => letterMarks.put([one])));
      expect(put.flat()).toEqual([mark.letterId]);
      const first = put.findIndex((ids) => ids.length === 1);
      expect(await letterMarks.get([mark.letterId])).toEqual([tries[first]]);
      const fresh = newMark();
      expect(await letterMarks.put([mark, fresh])).toEqual([fresh.letterId]);
    });

    it('are pruned by their time', async () => {
      const { letterMarks } = subject().ledger;
      const old = NOW - 1_000_000;
      const [gone, kept] = [newMark({ at: old }), newMark({ at: old + 1 })];
      await letterMarks.put([gone, kept]);
      expect(await letterMarks.prune(old + 1)).toBe(1);
      expect(await letterMarks.get([gone.letterId, kept.letterId])).toEqual([kept]);
    });

    it('are put and asked for in bounded numbers', async () => {
      const { letterMarks } = subject().ledger;
      const { letterMarksPerRead, letterMarksPerWrite } = LEDGER_LIMITS;
      const limit = { code: 'LIMIT_EXCEEDED' };
      const many = Array.from({ length: letterMarksPerWrite + 1 }, () => newMark());
      await expect(letterMarks.put(many)).rejects.toMatchObject(limit);
      const ids = Array.from({ length: letterMarksPerRead + 1 }, String);
      await expect(letterMarks.get(ids)).rejects.toMatchObject(limit);
      expect(await letterMarks.get([many[0]!.letterId])).toEqual([]);
    });
  });
}
