import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { sharedMongo } from '@passback/local-infrastructure';

const LIMIT_MS = 25 * 60_000;

it('every spec of delivery holds over MongoDB’s protocol too: faults, kills, replicas, random plays', async () => {
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  const workspace = path.resolve(import.meta.dirname, '../..');
  const run = spawnSync(process.execPath, ['tools/run-jest.mjs', 'services/delivery', '--runInBand'], {
    cwd: workspace,
    env: { ...process.env, TEST_LEDGER_URL: mongo.url },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  expect([run.status, run.stderr.split('\n').filter((line) => line.startsWith('FAIL'))]).toEqual([0, []]);
});
