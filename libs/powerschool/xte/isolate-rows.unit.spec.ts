import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type RefusedRow, type ScoreRow, SisError } from '../port/gradebook.ts';
import { readOnce } from '../answers/refused-rows.ts';
import { type BatchRefusal, writeIsolating } from './isolate-rows.ts';

const row = (n: number): ScoreRow => ({ sisStudentId: String(n), points: n });
const rows = (count: number): ScoreRow[] => Array.from({ length: count }, (_, n) => row(n));

/** PowerSchool does not say who is in the class. */
const nobodySays = () => Promise.resolve(null);

interface Server {
  readonly send: (batch: readonly ScoreRow[]) => Promise<BatchRefusal | null>;
  readonly written: string[];
  calls: number;
}

/** Takes a batch whole or not at all; `wordsFor` says what is wrong with a row. */
function serverRefusing(
  wordsFor: (id: string) => string | null,
  names: 'all' | 'first' | 'none',
  code: RefusedRow['code'],
): Server {
  const server: Server = {
    written: [],
    calls: 0,
    send: (batch) => {
      server.calls += 1;
      const bad = batch.flatMap(({ sisStudentId }) => {
        const message = wordsFor(sisStudentId);
        return message === null ? [] : [{ sisStudentId, code, message }];
      });
      if (bad.length === 0) {
        server.written.push(...batch.map(({ sisStudentId }) => sisStudentId));
        return Promise.resolve(null);
      }
      const failure = new SisError({ class: 'unit', code: 'SIS_REJECTED', status: 409 }, bad[0]?.message ?? '');
      const named = names === 'all' ? bad : names === 'first' ? bad.slice(0, 1) : [];
      return Promise.resolve({ rows: named, failure, unnamedCode: code });
    },
  };
  return server;
}

describe('a batch in which some rows are refused', () => {
  test.each(['all', 'first', 'none'] as const)(
    'is written without exactly those, the answer naming %s of them',
    async (names) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(39)), async (count, badIds) => {
          const bad = new Set(badIds.filter((id) => id < count).map(String));
          const server = serverRefusing((id) => (bad.has(id) ? 'gone' : null), names, 'STUDENT_NOT_ENROLLED');
          const refused = await writeIsolating(rows(count), server.send, nobodySays);
          expect(refused.map(({ sisStudentId }) => sisStudentId).sort()).toEqual([...bad].sort());
          expect([...server.written].sort()).toEqual(
            rows(count)
              .map(({ sisStudentId }) => sisStudentId)
              .filter((id) => !bad.has(id))
              .sort(),
          );
          const most = { all: 2, first: bad.size + 1, none: 2 * count - 1 };
          expect(server.calls).toBeLessThanOrEqual(most[names]);
        }),
      );
    },
  );

  test('of none makes no call', async () => {
    const server = serverRefusing(() => null, 'none', 'SIS_REJECTED');
    await expect(writeIsolating([], server.send, nobodySays)).resolves.toEqual([]);
    expect(server.calls).toBe(0);
  });

  test('finds one unnamed row among 30 in about twice the logarithm', async () => {
    const server = serverRefusing((id) => (id === '17' ? 'negative' : null), 'none', 'SIS_REJECTED');
    await expect(writeIsolating(rows(30), server.send, nobodySays)).resolves.toEqual([
      { sisStudentId: '17', code: 'SIS_REJECTED', message: 'negative' },
    ]);
    expect(server.calls).toBeLessThanOrEqual(11);
  });

  test.each(['all', 'none'] as const)(
    "all of them in the same words is the unit's fault (naming %s)",
    async (names) => {
      const server = serverRefusing((id) => `Score type of row ${id} is wrong`, names, 'SIS_REJECTED');
      await expect(writeIsolating(rows(30), server.send, nobodySays)).rejects.toMatchObject({
        class: 'unit',
        code: 'SIS_REJECTED',
      });
      expect(server.calls).toBeLessThanOrEqual(names === 'all' ? 1 : 20);
    },
  );

  test('all of them, as all have left, is no fault of the unit', async () => {
    const server = serverRefusing((id) => `Student ${id} is not there`, 'none', 'STUDENT_NOT_ENROLLED');
    await expect(writeIsolating(rows(30), server.send, nobodySays)).resolves.toHaveLength(30);
  });

  test('a single row that is refused is a refused row', async () => {
    const server = serverRefusing(() => 'negative', 'none', 'SIS_REJECTED');
    await expect(writeIsolating(rows(1), server.send, nobodySays)).resolves.toHaveLength(1);
  });

  test('takes the reason that says most of a row that is named twice', async () => {
    const failure = new SisError({ class: 'unit', code: 'SIS_REJECTED' }, '');
    const twice: RefusedRow[] = [
      { sisStudentId: '1', code: 'SIS_REJECTED', message: 'negative' },
      { sisStudentId: '1', code: 'STUDENT_NOT_ENROLLED', message: 'gone' },
      { sisStudentId: '1', code: 'SIS_REJECTED', message: 'type' },
    ];
    const answers = [{ rows: twice, failure, unnamedCode: 'SIS_REJECTED' as const }, null];
    const refused = await writeIsolating(rows(2), () => Promise.resolve(answers.shift() ?? null), nobodySays);
    expect(refused).toEqual([{ sisStudentId: '1', code: 'STUDENT_NOT_ENROLLED', message: 'gone' }]);
  });

  test('does not go round in circles over an answer that names a stranger', async () => {
    const failure = new SisError({ class: 'unit', code: 'SIS_REJECTED' }, 'who?');
    let calls = 0;
    const refused = writeIsolating(
      rows(2),
      () => {
        calls += 1;
        return Promise.resolve({
          rows: [{ sisStudentId: '99', code: 'STUDENT_NOT_ENROLLED', message: '' }],
          failure,
          unnamedCode: 'SIS_REJECTED',
        });
      },
      nobodySays,
    );
    await expect(refused).rejects.toBe(failure);
    expect(calls).toBe(3);
  });

  test("stops at what is not a row's", async () => {
    const down = new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true }, 'reset');
    await expect(writeIsolating(rows(5), () => Promise.reject(down), nobodySays)).rejects.toBe(down);
  });

  test('is in doubt where it fails after some rows were written', async () => {
    const down = new SisError({ class: 'unit', code: 'SIS_REJECTED', status: 403 }, 'does not teach');
    const server = serverRefusing((id) => (id === '3' ? 'negative' : null), 'none', 'SIS_REJECTED');
    const send = (batch: readonly ScoreRow[]) =>
      server.written.length > 0 ? Promise.reject(down) : server.send(batch);
    await expect(writeIsolating(rows(4), send, nobodySays)).rejects.toMatchObject({
      message: 'does not teach',
      uncertain: true,
    });
    expect(server.written).toEqual(['0', '1']);
  });

  describe('in words that do not tell whether it is the student', () => {
    const odd = (bad: readonly string[]) =>
      serverRefusing((id) => (bad.includes(id) ? 'Validation Error' : null), 'none', 'SIS_REJECTED');
    const asking = (enrolled: ReadonlySet<string> | null | SisError) => {
      const look = { times: 0 };
      const read = () => {
        look.times += 1;
        return enrolled instanceof SisError ? Promise.reject(enrolled) : Promise.resolve(enrolled);
      };
      return { look, read };
    };

    test('is told by the list of the class, which is read once', async () => {
      const { look, read } = asking(new Set(['0', '2', '3', '5']));
      const refused = await writeIsolating(rows(6), odd(['1', '2', '4']).send, readOnce(read));
      expect(refused.map(({ sisStudentId, code }) => `${sisStudentId} ${code}`)).toEqual([
        '1 STUDENT_NOT_ENROLLED',
        '2 SIS_REJECTED',
        '4 STUDENT_NOT_ENROLLED',
      ]);
      expect(look.times).toBe(1);
    });

    test("is not the unit's fault where all have left", async () => {
      const { read } = asking(new Set(['7']));
      await expect(writeIsolating(rows(3), odd(['0', '1', '2']).send, read)).resolves.toMatchObject(
        Array(3).fill({ code: 'STUDENT_NOT_ENROLLED', message: 'Validation Error' }),
      );
    });

    test.each<[string, ReadonlySet<string> | null | SisError]>([
      ['is not given', null],
      ['is empty', new Set()],
      ['cannot be read now', new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, 'reset')],
    ])('stays as it is where the list %s', async (_what, enrolled) => {
      await expect(writeIsolating(rows(3), odd(['1']).send, asking(enrolled).read)).resolves.toEqual([
        { sisStudentId: '1', code: 'SIS_REJECTED', message: 'Validation Error' },
      ]);
    });

    test('is not looked at where the words tell', async () => {
      const { look, read } = asking(new Set());
      const server = serverRefusing((id) => (id === '1' ? 'Score cannot be negative.' : null), 'none', 'SIS_REJECTED');
      await expect(writeIsolating(rows(3), server.send, read)).resolves.toHaveLength(1);
      expect(look.times).toBe(0);
    });
  });
});
