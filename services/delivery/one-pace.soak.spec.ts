import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedMongo } from '@passback/local-infrastructure';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { ROSTER } from './testing/simulated-powerschool.fixture.ts';

/** Half of it is left for what a busy machine takes from a gap: that two do not know of each other is seen all the same. */
const INTERVAL_MS = 400;
const TOLERANCE_MS = 200;
const SCRIPT = path.join(import.meta.dirname, 'testing', 'one-asker.process.fixture.ts');

const mongo = await sharedMongo();
const LEDGERS = ['SQLite', ...(mongo === null ? [] : ['MongoDB'])];

/** In real time, which a busy machine may take so much of that a request is early after all: not among the tests of every change. */
describe.each(LEDGERS)('the pace of a PowerSchool, kept by real processes over a ledger in %s', (kind) => {
  let folder: string;
  let url: string;
  let sis: PowerSchoolSimulator;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'passback-pace-'));
    url = kind === 'SQLite' ? `sqlite:${path.join(folder, 'ledger.db')}` : `${mongo?.url}/pace-${randomUUID()}`;
    sis = await startPowerSchool({ clientId: 'client', clientSecret: 'secret' });
    sis.gradebook.seed(ROSTER);
    sis.throttle.set(INTERVAL_MS, TOLERANCE_MS);
  });
  afterEach(async () => {
    await sis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(requests: number, atOnce: number, pauseMs: number): Promise<number> {
    const numbers = [INTERVAL_MS, requests, atOnce, pauseMs].map(String);
    const args = ['--disable-warning=ExperimentalWarning', SCRIPT, url, sis.url, ...numbers];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  }

  it('lets none of them be refused for another', async () => {
    expect(await Promise.all([ask(20, 4, 0), ask(6, 1, 500), ask(6, 1, 700)])).toEqual([0, 0, 0]);
    const { violations, permitted } = sis.throttle.counts();
    expect(violations).toBe(0);
    expect(permitted).toBeGreaterThanOrEqual(32);
  });
});
