import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wrappedList } from './lists.ts';
import { isOneFault } from './refused-rows.ts';
import { allPages, MAX_LIST_BYTES, MAX_LIST_ENTRIES, MAX_PAGES } from './pages.ts';
import { dateOf, flagOf, numberOf, objectsOf, textOf } from './values.ts';
import { weightOf } from './weight.ts';

describe('a value of whatever type', () => {
  test('as text', () => {
    expect([7, '7', ' a ', '', '  ', null, undefined, NaN, {}].map(textOf)).toEqual([
      '7',
      '7',
      'a',
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  test('as a number', () => {
    expect([9.5, '9.5', '77.777778', '', 'x', null, Infinity].map(numberOf)).toEqual([
      9.5,
      9.5,
      77.777778,
      null,
      null,
      null,
      null,
    ]);
  });
  test('as a flag', () => {
    expect([true, 'true', 1, '1', 'T', 'y'].map(flagOf)).toEqual(Array(6).fill(true));
    expect([false, 'FALSE', 0, '0', 'f', 'N'].map(flagOf)).toEqual(Array(6).fill(false));
    expect([null, undefined, '', 'perhaps', 2, {}].map(flagOf)).toEqual(Array(6).fill(null));
  });
  test('as a date', () => {
    expect(['2026-10-20', '2026-10-20T05:00:00Z', '2026-13-01', '10/20/2026', '', null].map(dateOf)).toEqual([
      '2026-10-20',
      '2026-10-20',
      null,
      null,
      null,
      null,
    ]);
  });
  test('as a list of objects', () => {
    expect(objectsOf([{ a: 1 }, null, 3, [1]])).toEqual([{ a: 1 }]);
    expect(objectsOf({ a: 1 })).toEqual([{ a: 1 }]);
    expect(objectsOf(undefined)).toEqual([]);
  });
});

describe('a list of /ws/v1', () => {
  const term = { id: 1 };
  test.each([
    ['wrapped twice', { terms: { term: [term] } }, [term]],
    ['of one, as a bare object', { terms: { term } }, [term]],
    ['wrapped once, outside', { terms: [term] }, [term]],
    ['wrapped once, inside', { term: [term] }, [term]],
    ['bare', [term], [term]],
    ['empty', { terms: { term: [] } }, []],
    ['empty, without the inner wrapper', { terms: {} }, []],
    ['empty, as null', { terms: null }, []],
    ['empty, as text', { terms: '' }, []],
    ['empty inside', { terms: { term: '' } }, []],
    ['with what schools add', { terms: { '@expansions': 'x', term: [term] } }, [term]],
  ])('%s', (_what, json, entries) => {
    expect(wrappedList(json, 'terms', 'term')).toEqual(entries);
  });

  test.each([[undefined], [null], ['text'], [7], [{}], [{ schools: [] }], [{ terms: 7 }], [{ terms: { page: 1 } }]])(
    'is not %j',
    (json) => {
      expect(wrappedList(json, 'terms', 'term')).toBeNull();
    },
  );
});

describe('pages', () => {
  const server =
    (count: number, limit: number, asked: number[]) =>
    (page: number): Promise<number[]> => {
      asked.push(page);
      const all = Array.from({ length: count }, (_, n) => n);
      return Promise.resolve(all.slice((page - 1) * limit, page * limit));
    };

  test('bring everything, whatever the limit and whether it is known', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.boolean(), async (count, limit, isKnown) => {
        const asked: number[] = [];
        const found = await allPages(isKnown ? limit : null, server(count, limit, asked), String);
        expect(found).toHaveLength(count);
        expect(asked.length).toBeLessThanOrEqual(Math.ceil(count / limit) + 1);
      }),
    );
  });

  test('end with a short one where the size is known', async () => {
    const asked: number[] = [];
    await allPages(100, server(12, 100, asked), String);
    expect(asked).toEqual([1]);
  });

  test('end when a server gives the same one for ever', async () => {
    await expect(allPages(2, () => Promise.resolve([1, 2]), String)).resolves.toEqual([1, 2]);
  });

  test('end when a server gives some of them over and over', async () => {
    const asked: number[] = [];
    const inTurn = (page: number): Promise<string[]> => {
      asked.push(page);
      return Promise.resolve(
        [
          ['a', 'b'],
          ['c', 'd'],
          ['d', 'a'],
        ][(page - 1) % 3] ?? [],
      );
    };
    await expect(allPages(2, inTurn, String)).resolves.toEqual(['a', 'b', 'c', 'd']);
    expect(asked).toEqual([1, 2, 3]);
  });

  describe('without an end are given up', () => {
    const endless = async (page: (first: number) => { first: number }[]): Promise<number> => {
      let pages = 0;
      let next = 0;
      const read = (): Promise<{ first: number }[]> => {
        pages += 1;
        const entries = page(next);
        next += entries.length;
        return Promise.resolve(entries);
      };
      const failed = allPages(null, read, ({ first }) => String(first), 'GET /x');
      await expect(failed).rejects.toMatchObject({
        class: 'transient',
        uncertain: false,
        message: expect.stringMatching(/^GET \/x: the list does not end within \d+ /),
      });
      return pages;
    };

    test('by their pages', async () => {
      await expect(endless((first) => [{ first }])).resolves.toBe(MAX_PAGES + 1);
    });

    test('by their entries', async () => {
      const page = 1000;
      const pages = await endless((first) => Array.from({ length: page }, (_, n) => ({ first: first + n })));
      expect(pages * page).toBe(MAX_LIST_ENTRIES + page);
    });

    test.each([
      ['of text', 'x'.repeat(1024 * 1024)],
      ['of text in keys', { ['x'.repeat(1024 * 1024)]: 1 }],
      ['of many small values', Array.from({ length: 70_000 }, () => [])],
    ])('by their size: entries %s', async (_what, ballast) => {
      const pages = await endless((first) => [{ first, ballast }]);
      expect(pages).toBeLessThanOrEqual(MAX_LIST_BYTES / 1024 / 1024 + 1);
      expect(pages).toBeGreaterThan(10);
    });
  });

  test('are weighed however deep they are nested', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    expect(weightOf(deep, Infinity)).toBeGreaterThan(100_000);
    expect(weightOf(deep, 1000)).toBeLessThan(2000);
  });
});

test('rows refused in the same words, ids apart, are one fault; those of students who left are not', () => {
  const row = (message: string, code: 'SIS_REJECTED' | 'STUDENT_NOT_ENROLLED' = 'SIS_REJECTED') => ({
    sisStudentId: '1',
    code,
    message,
  });
  expect(isOneFault([row('Score type of [17] is wrong'), row('Score type of [8] is wrong')])).toBe(true);
  expect(isOneFault([row('locked'), row('negative')])).toBe(false);
  expect(isOneFault([row('gone 1', 'STUDENT_NOT_ENROLLED'), row('gone 2', 'STUDENT_NOT_ENROLLED')])).toBe(false);
});
