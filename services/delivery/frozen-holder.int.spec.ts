import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { connectGradebook, columnsOf, openSimulated } from './testing/simulated-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from './testing/units.fixture.ts';

/** The second write waits this long for its turn behind the first, and the process is stopped meanwhile. */
const INTERVAL_MS = 1_000;
/** Renewed every 1.5 s: of a process that goes on, the timer of the waiting write is over first, and nothing has said yet that time passed. */
const LEASE_MS = 4_500;
const TIMEOUT_MS = 500;
const SCORES = 'PUT /ws/xte/score';

const units = (revision: number, points: number): UnitSketch[] =>
  ['s1', 's2'].map((id) => ({ id, revision, scores: { '81001': points } }));
const cells = () => columnsOf(sis).map((column) => column.cells);

type Simulated = Awaited<ReturnType<typeof openSimulated>>;
let folder: string;
let url: string;
let world: Simulated['world'];
let sis: Simulated['sis'];
let close: Simulated['close'];
let holder: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passback-frozen-'));
  url = `sqlite:${path.join(folder, 'ledger.db')}`;
  ({ world, sis, close } = await openSimulated('xte', TIMEOUT_MS, url));
});
afterEach(async () => {
  holder?.kill('SIGKILL');
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** A process of its own on the same ledger; its log lines gather in the array. */
function startHolder(): { readonly process: ChildProcess; readonly said: string[] } {
  const script = path.join(import.meta.dirname, 'testing', 'delivery.process.fixture.ts');
  const args = ['--disable-warning=ExperimentalWarning', script, url, path.join(folder, 'messaging'), String(LEASE_MS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  return { process: (holder = child), said };
}

/** Stops the process where it is in no transaction of the ledger: SQLite would keep the file locked for as long as it stands still. */
async function freeze(frozen: ChildProcess): Promise<void> {
  const database = new DatabaseSync(path.join(folder, 'ledger.db'), { timeout: 0 });
  try {
    await eventually(() => {
      frozen.kill('SIGSTOP');
      try {
        database.exec('BEGIN IMMEDIATE; ROLLBACK');
      } catch (error) {
        frozen.kill('SIGCONT');
        throw error;
      }
    });
  } finally {
    database.close();
  }
}

it('a process that is stopped for longer than its lease sends nothing of what it had in hand when it goes on', async () => {
  const first = await world.start({ createGradebook: connectGradebook });
  await world.night(units(1, 1));
  await world.settled();
  await first.stop();
  const { connector, baseUrl } = (await world.ledger.districts.get(DISTRICT))!.settings.powerschool;
  const settings = { connector, baseUrl, timeoutMs: TIMEOUT_MS, minIntervalMs: INTERVAL_MS };
  await world.putSettings(districtSettings(DISTRICT, settings));
  await world.night(units(2, 5));

  let writes = 0;
  sis.onRequest(SCORES, 'before', () => void (writes += 1));
  const frozen = startHolder();
  await eventually(() => expect(writes).toBe(1));
  await freeze(frozen.process);
  expect(writes).toBe(1);

  await world.night(units(3, 9));
  await world.start({ createGradebook: connectGradebook });
  await world.settled();
  expect(cells()).toEqual([{ 81001: 9 }, { 81001: 9 }]);
  expect(writes).toBe(3);

  frozen.process.kill('SIGCONT');
  await eventually(() => expect(frozen.said.join('\n')).toContain('a lease was lost'));
  const exited = once(frozen.process, 'exit');
  frozen.process.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(writes).toBe(3);
  expect(cells()).toEqual([{ 81001: 9 }, { 81001: 9 }]);
}, 60_000);
