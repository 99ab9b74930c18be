import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT, type RunRecord } from '@passback/ledger';
import { putDistrict, type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { NIGHT } from '../testing/runs.fixture.ts';
import { DISTRICT, hashOf, powerschoolJson, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const RUN: RunRecord = {
  ...NIGHT,
  units: { planned: 2, inSync: 0, rejected: 0, retrying: 0, held: 5 },
  scores: { sent: 0, kept: 0, held: 9, rejected: 0 },
};

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

async function seen(token: string): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await console.call<{ items: Record<string, unknown>[] }>('GET', '/v1/overview', { token });
  expect(status).toBe(200);
  return body.items;
}

it('has of a district its last night as it is now, what is due, and its lane', async () => {
  await putDistrict(console.ledger, { powerschool: powerschoolJson({ minIntervalMs: 20 }) });
  await console.ledger.runs.open(RUN);
  await storeUnit(console.ledger, 'sa-1', { runId: RUN.runId });
  await storeUnit(console.ledger, 'sa-2', { runId: RUN.runId, changes: { withdrawn: true } });
  const lane = await console.ledger.lanes.acquire(DISTRICT, 'delivery-1', 60_000);
  const openedAt = Date.parse('2026-11-12T07:01:00Z');
  const circuit = { ...CLOSED_CIRCUIT, state: 'open' as const, code: 'SIS_CREDENTIALS' as const, openedAt };
  await console.ledger.lanes.recordCondition(DISTRICT, lane!.fence, { circuit, learnedIntervalMs: 30 });
  expect(await seen(TOKENS.viewer)).toEqual([
    {
      districtId: DISTRICT,
      name: 'Lincoln USD',
      timeZone: 'America/Chicago',
      paused: false,
      lastNight: {
        runId: RUN.runId,
        date: '2026-11-12',
        state: 'blocked',
        startedAt: '2026-11-12T07:00:00.000Z',
        finishedAt: null,
        units: { planned: 2, inSync: 0, rejected: 0, retrying: 0, held: 6 },
        scores: { sent: 0, kept: 0, held: 9, rejected: 0 },
      },
      nextNightAt: expect.stringMatching(/T0[67]:00:00\.000Z$/),
      dueUnits: 2,
      oldestDueAt: '1970-01-01T00:00:00.000Z',
      lane: {
        owner: 'delivery-1',
        leasedUntil: new Date(lane!.leasedUntil).toISOString(),
        circuit: 'open',
        circuitCode: 'SIS_CREDENTIALS',
        circuitOpenSince: '2026-11-12T07:01:00.000Z',
        minIntervalMs: 30,
      },
    },
  ]);
  const { name, lines } = await console.file('GET', '/v1/overview?format=csv', { token: TOKENS.viewer });
  expect(name).toBe('overview.csv');
  expect(lines[0]).toBe(
    'districtId,name,timeZone,paused,nextNightAt,dueUnits,oldestDueAt,last night,state,startedAt,finishedAt,units,scores,' +
      'circuit,circuitCode,circuitOpenSince,minIntervalMs',
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^lincoln,Lincoln USD,America\/Chicago,false,.*Z,2,1970-01-01T00:00:00\.000Z,2026-11-12,blocked,/,
  );
  expect(lines[1]).toMatch(/,,"\{""planned"":2,.*\}",open,SIS_CREDENTIALS,2026-11-12T07:01:00\.000Z,30$/);
});

it('has nothing of a night, a lane or due units where there were none, and no next night of one that is paused', async () => {
  await putDistrict(console.ledger, { paused: true });
  expect(await seen(TOKENS.viewer)).toMatchObject([
    { paused: true, lastNight: null, nextNightAt: null, dueUnits: 0, oldestDueAt: null, lane: null },
  ]);
});

it('has the districts that the token may see, by id, and needs a token that is known', async () => {
  const ids = async (token: string) => (await seen(token)).map(({ districtId }) => districtId);
  expect(await ids(TOKENS.other)).toEqual(['jefferson']);
  expect(await ids(TOKENS.otus)).toEqual([]);
  const tokens = [{ sha256: hashOf(TOKENS.viewer), roles: ['viewer'] }];
  for (const districtId of ['madison', 'adams', 'grant', 'monroe', 'tyler', 'polk'])
    await putDistrict(console.ledger, { districtId, tokens });
  let all = await ids(TOKENS.viewer);
  while (all.length < 7) all = await ids(TOKENS.viewer);
  expect(all).toEqual(['adams', 'grant', DISTRICT, 'madison', 'monroe', 'polk', 'tyler']);
  expect((await console.problem('GET', '/v1/overview', { token: null })).status).toBe(401);
});
