import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { sharedMongo } from '@passback/local-infrastructure';

const LIMIT_MS = 25 * 60_000;
/** Every fault at every request of every path, and about 8,000 steps at random. */
const AT_LENGTH = { MATRIX: 'all', MODEL_PLAYS: '300' };

/** Runs specs of delivery in a process of their own; what failed. */
function failuresOf(pattern: string, env: Readonly<Record<string, string>>): unknown[] {
  const workspace = path.resolve(import.meta.dirname, '../..');
  const run = spawnSync(process.execPath, ['tools/run-jest.mjs', pattern, '--runInBand'], {
    cwd: workspace,
    env: { ...process.env, ...AT_LENGTH, ...env },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return [run.status, run.stderr.split('\n').filter((line) => line.startsWith('FAIL'))];
}

it('random plays and the fault matrix hold at length', () => {
  expect(failuresOf('services/delivery/(model|fault-matrix)', {})).toEqual([0, []]);
});

it('every spec of delivery holds over MongoDB’s protocol too: faults, kills, replicas, random plays', async () => {
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  expect(failuresOf('services/delivery', { TEST_LEDGER_URL: mongo.url })).toEqual([0, []]);
});
