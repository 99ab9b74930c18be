import { describe, expect, it } from '@jest/globals';
import { countWithin, scoresWithinRecord } from './unit-size.ts';

describe('how many stay within a limit together', () => {
  it.each([
    [[], 2, 0],
    [[1, 1], 2, 2],
    [[1, 1, 1], 2, 2],
    [[3, 1], 2, 0],
    [[1, 3, 1], 2, 1],
  ])('of %j within %d: the first %d', (items, limit, count) => {
    expect(countWithin(items, limit, (item) => item)).toBe(count);
  });
});

describe('the scores that one record holds for sure', () => {
  /** Ids of so many characters in all; the record keeps each three times. */
  const scores = (count: number, idLength: number, of = 'x') =>
    Array.from({ length: count }, () => ({
      scoreId: of.repeat(idLength - 20),
      studentId: of.repeat(10),
      sisStudentId: of.repeat(10) as string | null,
    }));
  const LIMIT = 704 * 1024;

  it('are fewer the longer their ids are', () => {
    expect(scoresWithinRecord(scores(1_000, 40))).toBe(Math.floor(LIMIT / (1_300 + 3 * 40)));
    expect(scoresWithinRecord(scores(1_000, 60))).toBe(Math.floor(LIMIT / (1_300 + 3 * 60)));
    expect(scoresWithinRecord(scores(100, 60))).toBe(100);
  });

  it('need no room for a student who is not linked', () => {
    const unlinked = scores(1_000, 40).map((score) => ({ ...score, sisStudentId: null }));
    expect(scoresWithinRecord(unlinked)).toBe(Math.floor(LIMIT / (1_300 + 3 * 30)));
  });

  it.each(['é', '"', '\u0001'])('are fewer where ids are made of %j, of which JSON makes more bytes', (letter) => {
    expect(scoresWithinRecord(scores(1_000, 40, letter))).toBe(Math.floor(LIMIT / (1_300 + 3 * 6 * 40)));
  });

  it('take an id with one such character among others as one of such characters', () => {
    const [plain] = scores(1, 40);
    const length = (id: string) =>
      scoresWithinRecord(Array.from({ length: 1_000 }, () => ({ ...plain!, scoreId: id })));
    expect(length('aB3_.:@/ -éaB3_.:@/ -')).toBe(Math.floor(LIMIT / (1_300 + 3 * (6 * 21 + 20))));
    expect(length('aB3_.:@/ -xaB3_.:@/ -')).toBe(Math.floor(LIMIT / (1_300 + 3 * (21 + 20))));
    for (const id of ['éaaaaaaaaa', 'aaaaaaaaaé'])
      expect(length(id)).toBe(Math.floor(LIMIT / (1_300 + 3 * (6 * 10 + 20))));
  });
});
