import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT, type RunRecord } from '@passback/ledger';
import { CONSOLE_LIMITS } from '../limits.ts';
import { putDistrict, type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { NIGHT } from '../testing/runs.fixture.ts';
import { DISTRICT, hashOf, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit, TRACE_ID } from '../testing/units.fixture.ts';

const RUNS = `/v1/districts/${DISTRICT}/runs`;
const VIEWER = { token: TOKENS.viewer };
const RUN: RunRecord = {
  ...NIGHT,
  state: 'planning',
  planner: { owner: 'a', until: 0, cursor: null },
  units: { planned: 2, inSync: 0, rejected: 0, retrying: 0, held: 5 },
  scores: { sent: 0, kept: 0, held: 9, rejected: 0 },
  reasons: { WITHDRAWN: 5, TURNED_IN_NOT_GRADED: 9 },
  traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`,
};

let console: RunningConsole;
beforeEach(async () => {
  // Runs of 1970 are none that the hourly sweep removes.
  console = await startConsole({ RUN_RETENTION_DAYS: 36_500 });
  await console.ledger.runs.open(RUN);
});
afterEach(() => console.stop());

async function delivering(): Promise<void> {
  await console.ledger.runs.update({ ...RUN, version: 2, state: 'delivering', planner: null });
}

async function openCircuit(): Promise<void> {
  const lane = await console.ledger.lanes.acquire(DISTRICT, 'a', 60_000);
  const circuit = {
    ...CLOSED_CIRCUIT,
    state: 'open' as const,
    code: 'SIS_CREDENTIALS' as const,
    message: 'invalid_client',
    openedAt: Date.parse('2026-11-12T07:01:00Z'),
  };
  const condition = { circuit, learnedIntervalMs: 0 };
  expect(await console.ledger.lanes.recordCondition(DISTRICT, lane?.fence ?? 0, condition)).toBe(true);
}

describe('a run', () => {
  it('says how much it began without, and since when that is made up for', async () => {
    const short = { ...RUN, version: 2, shortfall: { messages: 40, caughtUpAt: null } };
    await console.ledger.runs.update(short);
    const seen = async () => (await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER)).body;
    expect(await seen()).toMatchObject({ shortfall: { messages: 40, caughtUpAt: null } });
    const caughtUpAt = Date.parse('2026-11-12T07:02:00Z');
    await console.ledger.runs.update({ ...short, version: 3, shortfall: { messages: 40, caughtUpAt } });
    expect(await seen()).toMatchObject({ shortfall: { caughtUpAt: '2026-11-12T07:02:00.000Z' } });
  });

  it('that goes on is seen with what it has reached by now', async () => {
    await delivering();
    await storeUnit(console.ledger, 'sa-1', { runId: RUN.runId });
    await storeUnit(console.ledger, 'sa-2', { runId: RUN.runId, changes: { withdrawn: true } });
    const { status, body } = await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER);
    expect(status).toBe(200);
    expect(body).toEqual({
      runId: RUN.runId,
      shortfall: null,
      kind: 'night',
      date: '2026-11-12',
      state: 'delivering',
      requestedBy: 'schedule',
      scheduledAt: '2026-11-12T07:00:00.000Z',
      lateMs: 0,
      startedAt: '2026-11-12T07:00:00.000Z',
      finishedAt: null,
      units: { planned: 2, inSync: 0, rejected: 0, retrying: 0, held: 6 },
      scores: { sent: 0, kept: 0, held: 9, rejected: 0 },
      reasons: { WITHDRAWN: 5, TURNED_IN_NOT_GRADED: 9 },
      traceId: TRACE_ID,
      blockedBy: null,
    });
  });

  it('is blocked while its district’s circuit is open, but not while it is planned', async () => {
    await openCircuit();
    const state = async () => (await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER)).body;
    expect(await state()).toMatchObject({ state: 'planning', blockedBy: null });
    await delivering();
    expect(await state()).toMatchObject({
      state: 'blocked',
      blockedBy: { code: 'SIS_CREDENTIALS', message: 'invalid_client', since: '2026-11-12T07:01:00.000Z' },
    });
  });

  it('that waited for its district’s circuit goes on from the moment that it is closed', async () => {
    await openCircuit();
    await console.ledger.runs.update({ ...RUN, version: 2, state: 'blocked', planner: null });
    const state = async () => (await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER)).body;
    expect(await state()).toMatchObject({ state: 'blocked', finishedAt: null });
    const { fence } = (await console.ledger.lanes.get(DISTRICT))!;
    await console.ledger.lanes.recordCondition(DISTRICT, fence, { circuit: CLOSED_CIRCUIT, learnedIntervalMs: 0 });
    expect(await state()).toMatchObject({ state: 'delivering', finishedAt: null, blockedBy: null });
  });

  it('that is finished has the numbers that it ended with, whatever came after', async () => {
    await openCircuit();
    await storeUnit(console.ledger, 'sa-1', { runId: RUN.runId });
    const units = { planned: 2, inSync: 1, rejected: 1, retrying: 0, held: 5 };
    const finishedAt = Date.parse('2026-11-12T07:20:00Z');
    await console.ledger.runs.update({ ...RUN, version: 2, state: 'finished', planner: null, finishedAt, units });
    const { body } = await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER);
    expect(body).toMatchObject({ state: 'finished', finishedAt: '2026-11-12T07:20:00.000Z', units, blockedBy: null });
  });

  it('says of a night when it was to begin by the district’s zone, and how late it was', async () => {
    await putDistrict(console.ledger, { nightlyRunAt: '00:15' });
    const seen = async () => (await console.call('GET', `${RUNS}/${RUN.runId}`, VIEWER)).body;
    expect(await seen()).toMatchObject({ scheduledAt: '2026-11-12T06:15:00.000Z', lateMs: 45 * 60_000 });
    await putDistrict(console.ledger, { nightlyRunAt: '02:00' });
    expect(await seen()).toMatchObject({ scheduledAt: '2026-11-12T08:00:00.000Z', lateMs: 0 });
    await console.ledger.runs.update({ ...RUN, version: 2, state: 'finished', planner: null, finishedAt: 1 });
    const startedAt = RUN.startedAt + 1_000;
    await console.ledger.runs.open({ ...RUN, runId: 'manual-1', kind: 'manual', startedAt });
    const { body } = await console.call<{ items: unknown[] }>('GET', RUNS, VIEWER);
    expect(body.items).toMatchObject([
      { runId: 'manual-1', scheduledAt: null, lateMs: null },
      { runId: RUN.runId, scheduledAt: '2026-11-12T08:00:00.000Z', lateMs: 0 },
    ]);
  });

  it('that is not known is 404', async () => {
    expect((await console.problem('GET', `${RUNS}/night-2020-01-01`)).status).toBe(404);
  });
});

describe('runs', () => {
  it('are listed newest first', async () => {
    await console.ledger.runs.update({ ...RUN, version: 2, state: 'finished', planner: null, finishedAt: 1 });
    const { startedAt } = RUN;
    await console.ledger.runs.open({ ...RUN, runId: 'manual-1', kind: 'manual', startedAt: startedAt + 1_000 });
    const { body } = await console.call<{ items: { runId: string }[] }>('GET', RUNS, VIEWER);
    expect(body.items.map(({ runId }) => runId)).toEqual(['manual-1', 'night-2026-11-12']);
    const one = await console.call<{ items: unknown[] }>('GET', `${RUNS}?limit=1`, VIEWER);
    expect(one.body.items).toHaveLength(1);
    expect((await console.problem('GET', `${RUNS}?limit=0`)).errors.map(({ path }) => path)).toEqual(['limit']);
  });

  it('are also one file, as they stand, whatever the limit', async () => {
    await delivering();
    await openCircuit();
    const selection = { reason: 'WITHDRAWN', sectionAssessmentIds: [] };
    const redrive = { ...RUN, kind: 'redrive', state: 'finished', selection, planner: null, finishedAt: 2 } as const;
    for (let index = 0; index < 60; index += 1)
      await console.ledger.runs.open({ ...redrive, runId: `redrive-${index}`, startedAt: index });
    const { name, lines } = await console.file('GET', `${RUNS}?format=csv&limit=1`, VIEWER);
    expect([name, lines.length]).toEqual(['runs.csv', 1 + 61]);
    expect(lines[0]).toBe(
      'runId,kind,date,state,requestedBy,scheduledAt,lateMs,startedAt,finishedAt,planned,inSync,rejected,retrying,held,' +
        'scores sent,scores kept,scores held,scores rejected,reasons,shortfall,blockedBy,traceId',
    );
    expect(lines[1]).toBe(
      'night-2026-11-12,night,2026-11-12,blocked,schedule,2026-11-12T07:00:00.000Z,0,2026-11-12T07:00:00.000Z,,2,0,0,0,5,0,0,9,0,' +
        '"{""WITHDRAWN"":5,""TURNED_IN_NOT_GRADED"":9}",,' +
        `"{""code"":""SIS_CREDENTIALS"",""message"":""invalid_client"",""since"":""2026-11-12T07:01:00.000Z""}",${TRACE_ID}`,
    );
    expect(lines[61]).toMatch(/^redrive-0,redrive,/);
  });

  it('are as a file at most so many, and the last row says that there are more', async () => {
    const most = CONSOLE_LIMITS.runsInFile;
    const run = { ...RUN, kind: 'redrive', state: 'finished', planner: null, finishedAt: 2 } as const;
    for (let index = 0; index < most; index += 1)
      await console.ledger.runs.open({ ...run, runId: `redrive-${index}`, startedAt: index });
    const { lines } = await console.file('GET', `${RUNS}?format=csv`, VIEWER);
    expect(lines).toHaveLength(1 + most + 1);
    expect(lines.at(-2)).toMatch(/^redrive-1,/);
    expect(lines.at(-1)).toMatch(new RegExp(`^cut off after ${most} rows,`));
  });

  it('are started by the rules service, with or without a body', async () => {
    for (const options of [{}, { headers: { 'content-type': 'application/json' }, body: '' }, { body: {} }]) {
      const { status, body } = await console.call('POST', RUNS, options);
      expect(status).toBe(202);
      expect(body).toEqual({ runId: 'manual-1', started: true });
    }
    const requestedBy = hashOf(TOKENS.admin).slice(0, 12);
    expect(console.services.asked).toEqual(
      Array.from({ length: 3 }, () => ({ method: 'StartRun', request: { districtId: DISTRICT, requestedBy } })),
    );
  });
});
