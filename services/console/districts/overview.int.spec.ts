import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT, type RunRecord } from '@passback/ledger';
import { CONSOLE_LIMITS } from '../limits.ts';
import { putDistrict, type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
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
        paceUsed: 0.25,
      },
    },
  ]);
  const { name, lines } = await console.file('GET', '/v1/overview?format=csv', { token: TOKENS.viewer });
  expect(name).toBe('overview.csv');
  expect(lines[0]).toBe(
    'districtId,name,timeZone,paused,nextNightAt,dueUnits,oldestDueAt,last night,state,startedAt,finishedAt,units,scores,' +
      'circuit,circuitCode,circuitOpenSince,minIntervalMs,paceUsed',
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^lincoln,Lincoln USD,America\/Chicago,false,.*Z,2,1970-01-01T00:00:00\.000Z,2026-11-12,blocked,/,
  );
  expect(lines[1]).toMatch(/,,"\{""planned"":2,.*\}",open,SIS_CREDENTIALS,2026-11-12T07:01:00\.000Z,30,0\.25$/);
});

it('has nothing of a night, a lane or due units where there were none, and no next night of one that is paused', async () => {
  await putDistrict(console.ledger, { paused: true });
  expect(await seen(TOKENS.viewer)).toMatchObject([
    { paused: true, lastNight: null, nextNightAt: null, dueUnits: 0, oldestDueAt: null, lane: null },
  ]);
  expect(console.services.asked).toEqual([]);
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

describe('the share of its pace that a lane used', () => {
  const lane = (changes: object) => {
    const answer = console.services.answers['Lanes'] as { lanes: object[] };
    console.services.answers['Lanes'] = { lanes: [{ ...answer.lanes[0], ...changes }] };
  };
  const paceUsed = async () => ((await seen(TOKENS.viewer))[0]?.['lane'] as { paceUsed: unknown }).paceUsed;
  beforeEach(async () => void (await console.ledger.lanes.acquire(DISTRICT, 'delivery-1', 60_000)));

  it.each<[string, object, number | null]>([
    ['nothing', { requestsLastMinute: 0 }, 0],
    ['a third', { requestsLastMinute: 400 }, 0.333],
    ['more than all', { requestsLastMinute: 2_000 }, 1],
    ['not known to the process that was asked', { requestsLastMinute: undefined }, null],
    ['no pace', { permittedLastMinute: 0 }, null],
    ['another district', { districtId: 'jefferson' }, null],
  ])('is of %s', async (_what, changes, share) => {
    lane(changes);
    expect(await paceUsed()).toBe(share);
    expect(console.services.asked).toEqual([{ method: 'Lanes', request: { districtId: DISTRICT } }]);
  });

  it('is not known where delivery does not answer, and the rest is there', async () => {
    console.services.failWith('UNAVAILABLE', 'starting');
    expect(await paceUsed()).toBeNull();
    console.services.failWith('INTERNAL', 'broken');
    expect(await paceUsed()).toBeNull();
  });
});

describe('an operator who is signed in', () => {
  const LAG = { topics: [{ topic: 'passback.section-assessments.v1', messages: 7 }] };
  const letters = (waiting: number) => ({ ...{ letters: [], cursor: '', replayed: 4, dismissed: 5 }, waiting });
  const methods = () => console.services.asked.map(({ method }) => method).toSorted();
  interface Overview {
    readonly items: readonly { readonly districtId: string }[];
    readonly lag?: unknown;
    readonly deadLetters?: unknown;
  }

  beforeEach(async () => {
    await console.stop();
    console = await startConsole({}, { operator: DEMO, prepare: withStaff });
    await console.ledger.lanes.acquire(DISTRICT, 'delivery-1', 60_000);
    console.services.answers['Lag'] = LAG;
    console.services.answers['ListDeadLetters'] = letters(3);
  });
  const overviewOf = async (personId: string): Promise<Overview> => {
    const { call } = await signIn(console, personId);
    const { status, body } = await call<Overview>('GET', '/v1/overview');
    expect(status).toBe(200);
    return body;
  };

  it('also sees what waits to be evaluated and how many dead letters wait; the letters are not gone through each time', async () => {
    const { call } = await signIn(console, PEOPLE.operator);
    const { body } = await call<Overview>('GET', '/v1/overview');
    expect(body).toMatchObject({ lag: LAG.topics, deadLetters: { waiting: 3 } });
    expect(body.items.map(({ districtId }) => districtId)).toEqual(['jefferson', DISTRICT]);
    expect(methods()).toEqual(['Lag', 'Lanes', 'ListDeadLetters']);
    const requests = Object.fromEntries(console.services.asked.map(({ method, request }) => [method, request]));
    expect(requests).toMatchObject({ Lanes: { districtId: '' }, ListDeadLetters: { ids: [], cursor: '', limit: 0 } });
    console.services.answers['ListDeadLetters'] = letters(9);
    expect((await call<Overview>('GET', '/v1/overview')).body.deadLetters).toEqual({ waiting: 3 });
    expect(methods()).toEqual(['Lag', 'Lag', 'Lanes', 'Lanes', 'ListDeadLetters']);
  });

  it('is the only one who does', async () => {
    for (const personId of [PEOPLE.admin, PEOPLE.viewer, PEOPLE.teacher])
      expect(Object.keys(await overviewOf(personId))).toEqual(['items']);
    const { body } = await console.call<Overview>('GET', '/v1/overview');
    expect(Object.keys(body)).toEqual(['items']);
    expect(new Set(methods())).toEqual(new Set(['Lanes']));
  });

  it('sees the districts all the same where rules does not answer', async () => {
    console.services.failWith('UNAVAILABLE', 'starting');
    const body = await overviewOf(PEOPLE.operator);
    expect(body).toMatchObject({ lag: null, deadLetters: null });
    expect(body.items).toHaveLength(2);
  });

  it('waits no longer than some seconds for a service that is silent', async () => {
    for (const method of ['Lag', 'ListDeadLetters', 'Lanes']) console.services.answers[method] = new Promise(() => {});
    const before = performance.now();
    const body = await overviewOf(PEOPLE.operator);
    expect(performance.now() - before).toBeLessThan(2 * CONSOLE_LIMITS.overviewMs);
    expect(body).toMatchObject({ lag: null, deadLetters: null, items: [{}, {}] });
  }, 60_000);
});
