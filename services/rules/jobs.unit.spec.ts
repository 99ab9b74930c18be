import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@passback/service-kit';
import { Jobs, type JobLimits } from './jobs.ts';

const LIMITS: JobLimits = { atOnce: 2, known: 10, turnMs: 1_000 };

const jobsWithin = (limits: Partial<JobLimits>, now = () => 0): Jobs =>
  new Jobs({ ...LIMITS, ...limits }, createLogger('rules', 'silent'), now);

const settled = (): Promise<unknown> => new Promise(setImmediate);

/** Jobs that say when they begin, and end when they are told. */
function recorded(jobs: Jobs) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (key: string, ready?: Promise<unknown>): boolean =>
    jobs.start(key, {
      ...(ready === undefined ? {} : { ready: () => ready }),
      work: async () => {
        begun.push(key);
        await new Promise<void>((resolve) => ends.set(key, resolve));
      },
    });
  const end = async (key: string): Promise<void> => {
    ends.get(key)?.();
    await settled();
  };
  return { begun, start, end };
}

it('begins the next job the moment one ends, in the order in which they came', async () => {
  const { begun, start, end } = recorded(jobsWithin({ atOnce: 2 }));
  for (const key of ['a', 'b', 'c', 'd', 'e']) expect(start(key)).toBe(true);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  start('late');
  await end('a');
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  await end('d');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'late']);
});

it('has one job of a key at a time, whether it works or waits', async () => {
  const jobs = jobsWithin({ atOnce: 1 });
  const { begun, start, end } = recorded(jobs);
  start('a');
  start('b');
  await settled();
  expect([start('a'), start('b')]).toEqual([false, false]);
  expect([jobs.has('a'), jobs.has('b'), jobs.has('c')]).toEqual([true, true, false]);
  await end('a');
  expect(jobs.has('a')).toBe(false);
  expect(start('a')).toBe(true);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'a']);
});

it('refuses what is more than it may know of, and takes it later', async () => {
  const { start, end } = recorded(jobsWithin({ atOnce: 1, known: 2 }));
  expect(['a', 'b', 'c'].map((key) => start(key))).toEqual([true, true, false]);
  await settled();
  await end('a');
  expect(start('c')).toBe(true);
});

it('gives no place to a job that is not ready, and each its turn as it becomes so', async () => {
  const { begun, start, end } = recorded(jobsWithin({ atOnce: 1 }));
  const [slow, quick] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  start('slow', slow.promise);
  start('quick', quick.promise);
  start('free');
  await settled();
  expect(begun).toEqual(['free']);
  quick.resolve(null);
  await settled();
  slow.resolve(null);
  await end('free');
  await end('quick');
  expect(begun).toEqual(['free', 'quick', 'slow']);
});

it('survives jobs that fail, before and at work, and they may be begun again', async () => {
  const jobs = jobsWithin({ atOnce: 1 });
  const fails = (): Promise<never> => Promise.reject(new Error('the ledger is away'));
  jobs.start('a', { work: fails });
  jobs.start('b', { ready: fails, work: async () => undefined });
  await settled();
  const { begun, start } = recorded(jobs);
  expect([start('a'), start('b')]).toEqual([true, true]);
  await settled();
  expect(begun).toEqual(['a']);
});

it('asks jobs to end when stopped, those that wait too, waits for all, and begins no more', async () => {
  const jobs = jobsWithin({ atOnce: 1 });
  const ended: string[] = [];
  const untilAborted = async (signal: AbortSignal): Promise<void> => {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  for (const key of ['works', 'waits'])
    jobs.start(key, { work: async (signal) => (await untilAborted(signal), void ended.push(key)) });
  jobs.start('is not ready', { ready: untilAborted, work: async (signal) => void ended.push(String(signal.aborted)) });
  await jobs.stop();
  expect(ended.sort()).toEqual(['true', 'waits', 'works']);
  expect(jobs.start('later', { work: async () => undefined })).toBe(false);
});

it('a district with more jobs than its share keeps none of another waiting, and is refused more', async () => {
  const jobs = jobsWithin({ atOnce: 3, known: 10, perDistrict: { atOnce: 2, known: 5 } });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (district: string, key: string): boolean =>
    jobs.start(key, {
      district,
      work: async () => {
        begun.push(key);
        await new Promise<void>((resolve) => ends.set(key, resolve));
      },
    });
  expect(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((key) => start('a', key))).toEqual([
    ...[true, true, true, true, true],
    false,
  ]);
  expect([start('b', 'b1'), start('c', 'c1')]).toEqual([true, true]);
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  ends.get('b1')?.();
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
  ends.get('a1')?.();
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  expect(start('a', 'a6')).toBe(true);
});

describe('a long job', () => {
  let now = 0;

  /** Works in parts, each ended by the test; `log` has what happens in order. */
  function inParts(jobs: Jobs) {
    const log: string[] = [];
    const parts = new Map<string, () => void>();
    const start = (key: string, district = key): boolean =>
      jobs.start(key, {
        district,
        work: async (signal, turn) => {
          for (let part = 1; !signal.aborted && part <= 3; part += 1) {
            log.push(`${key}${part}`);
            await new Promise<void>((resolve) => parts.set(key, resolve));
            log.push(`${key} ${(await turn()) ? 'waited' : 'goes on'}`);
          }
        },
      });
    const endPart = async (key: string, afterMs: number): Promise<readonly string[]> => {
      now += afterMs;
      parts.get(key)?.();
      await settled();
      return log.splice(0);
    };
    return { start, endPart, log };
  }

  it('lets those who wait go first when it had its turn, and goes on behind them', async () => {
    const { start, endPart, log } = inParts(jobsWithin({ atOnce: 1 }, () => now));
    for (const key of ['a', 'b', 'c']) start(key);
    await settled();
    expect(log.splice(0)).toEqual(['a1']);
    expect(await endPart('a', 999)).toEqual(['a goes on', 'a2']);
    expect(await endPart('a', 1)).toEqual(['b1']);
    expect(await endPart('b', 1_000)).toEqual(['c1']);
    expect(await endPart('c', 5_000)).toEqual(['a waited', 'a3']);
    // It has the place anew, for a turn of its own.
    expect(await endPart('a', 999)).toEqual(['a goes on', 'b waited', 'b2']);
  });

  it('goes on where nobody waits, and where all who wait are its own district’s, these come in turns', async () => {
    const jobs = jobsWithin({ atOnce: 2, perDistrict: { atOnce: 1, known: 5 } }, () => now);
    const { start, endPart, log } = inParts(jobs);
    start('a', 'one');
    await settled();
    log.splice(0);
    expect(await endPart('a', 9_000)).toEqual(['a goes on', 'a2']);
    start('b', 'one');
    await settled();
    expect(log.splice(0)).toEqual([]);
    expect(await endPart('a', 0)).toEqual(['b1']);
    expect(await endPart('b', 1_000)).toEqual(['a waited', 'a3']);
    expect(await endPart('a', 0)).toEqual(['a goes on', 'b waited', 'b2']);
  });

  it('that waits for its next turn ends with the others when all is stopped', async () => {
    const jobs = jobsWithin({ atOnce: 1 }, () => now);
    const { start, endPart } = inParts(jobs);
    start('a');
    start('b');
    await settled();
    await endPart('a', 1_000);
    const stopped = jobs.stop();
    expect(await endPart('b', 0)).toEqual(['b goes on', 'a waited']);
    await stopped;
  });
});
