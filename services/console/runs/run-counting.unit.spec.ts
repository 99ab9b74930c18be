import { expect, it } from '@jest/globals';
import type { RunProgress } from '@passback/ledger';
import { RunCounting } from './run-counting.ts';

const RUN = { districtId: 'lincoln', runId: 'night-2026-11-03' };

/** A ledger whose counts end when they are told to, and a watch that is set. */
function counting() {
  const counts: PromiseWithResolvers<RunProgress>[] = [];
  const watch = { ms: 0 };
  const runProgress = (): Promise<RunProgress> => {
    const count = Promise.withResolvers<RunProgress>();
    counts.push(count);
    return count.promise;
  };
  const end = async (pending: number): Promise<void> => {
    counts.at(-1)?.resolve({ pending, states: {}, scores: { sent: 0, kept: 0, held: 0, rejected: 0 }, reasons: {} });
    await new Promise(setImmediate);
  };
  return { runs: new RunCounting({ runProgress }, () => watch.ms), counts, watch, end };
}

it('counts once for all who ask meanwhile, and for a while after that, by how long it took', async () => {
  const { runs, counts, watch, end } = counting();
  const asked = [runs.progress(RUN), runs.progress(RUN)];
  watch.ms = 100;
  await end(7);
  expect((await Promise.all(asked)).map(({ pending }) => pending)).toEqual([7, 7]);
  watch.ms = 2_000;
  expect((await runs.progress(RUN)).pending).toBe(7);
  expect(counts).toHaveLength(1);
  watch.ms = 2_100;
  const again = runs.progress(RUN);
  await end(3);
  expect((await again).pending).toBe(3);
  expect(counts).toHaveLength(2);
});

it('is never more than some seconds old, and each run has its own count', async () => {
  const { runs, counts, watch, end } = counting();
  void runs.progress(RUN);
  watch.ms = 60_000;
  await end(7);
  watch.ms = 66_000;
  void runs.progress(RUN);
  void runs.progress({ ...RUN, districtId: 'adams' });
  expect(counts).toHaveLength(3);
});

it('keeps no count that failed', async () => {
  const { runs, counts, end } = counting();
  const failed = runs.progress(RUN);
  counts[0]?.reject(new Error('the ledger is away'));
  await expect(failed).rejects.toThrow('the ledger is away');
  const again = runs.progress(RUN);
  await end(1);
  expect((await again).pending).toBe(1);
});
