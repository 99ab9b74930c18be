import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { districtFault, transient } from './testing/fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from './testing/units.fixture.ts';
import { gate, World } from './testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const units = (count: number, prefix = 's'): UnitSketch[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${prefix}${n + 1}`, scores: { '81001': n } }));

const logged = (message: string) => world.logs.filter(({ msg }) => String(msg).startsWith(message));
const laneOf = async (districtId = DISTRICT) => (await world.ledger.lanes.get(districtId))!;

describe('fifty districts in one process', () => {
  const names = Array.from({ length: 50 }, (_, n) => `district-${n + 1}`);

  beforeEach(async () => {
    for (const name of names) {
      await world.putSettings(districtSettings(name));
      await world.night(units(4, `${name}-`), { districtId: name });
    }
  });

  it('do not wait for the one whose PowerSchool never answers', async () => {
    const stuck = gate();
    world.sis.hook = (_phase, { districtId }) => (districtId === 'district-7' ? stuck.opened : undefined);
    await world.start();
    for (const name of names.filter((one) => one !== 'district-7')) await world.settled(name);
    expect(world.sis.assignments.size).toBe(49 * 4);
    expect((await world.unit('district-7-1', 'district-7')).summary.state).toBe('sending');
    stuck.open();
  });

  it('do not wait for the one whose credentials were revoked', async () => {
    world.sis.hook = (_phase, { districtId }) => {
      if (districtId === 'district-7') throw districtFault();
    };
    await world.start();
    for (const name of names.filter((one) => one !== 'district-7')) await world.settled(name);
    await eventually(async () => expect((await laneOf('district-7')).circuit.state).toBe('open'));
    expect((await laneOf('district-8')).circuit.state).toBe('closed');
  });

  it('take turns where there are fewer lanes, also past the one that never answers', async () => {
    const stuck = gate();
    world.sis.hook = (_phase, { districtId }) => (districtId === 'district-7' ? stuck.opened : undefined);
    await world.start({}, { DELIVERY_MAX_LANES: 1, DELIVERY_SLICE_MS: 100 });
    for (const name of names.filter((one) => one !== 'district-7')) await world.settled(name);
    expect(world.sis.assignments.size).toBe(49 * 4);
    stuck.open();
  }, 60_000);
});

describe('a district-wide fault', () => {
  it('opens the circuit with one event, keeps all work due, and goes on by itself after a probe', async () => {
    let isRevoked = true;
    world.sis.hook = (phase) => {
      if (isRevoked && phase === 'before') throw districtFault();
    };
    await world.night(units(30));
    await world.start();
    await eventually(async () => expect((await laneOf()).circuit.failures).toBeGreaterThanOrEqual(2));
    const open = await laneOf();
    expect(open.circuit).toMatchObject({ code: 'SIS_CREDENTIALS', message: 'invalid_client' });
    expect(logged('circuit opened')).toHaveLength(1);
    expect(JSON.stringify(logged('circuit opened'))).toContain('SIS_CREDENTIALS');
    const records = await world.ledger.sectionAssessments.scan(DISTRICT, { limit: 100 });
    expect(records.every(({ delivery }) => delivery.dueAt !== null && delivery.attempt === 0)).toBe(true);
    const failed = records.filter(({ delivery }) => delivery.failure !== null);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ delivery }) => delivery.failure?.class === 'district')).toBe(true);
    // Nobody was asked ten thousand times: the units in hand, and then only probes.
    expect(world.sis.calls.filter(({ method }) => method !== 'authenticate').length).toBeLessThanOrEqual(3);
    isRevoked = false;
    await world.settled();
    expect((await laneOf()).circuit.state).toBe('closed');
    expect(logged('circuit closed')).toHaveLength(1);
    expect(world.sis.assignments.size).toBe(30);
  });

  it('that only writing meets opens it again after one unit, however well the credentials do', async () => {
    let isDenied = true;
    world.sis.hook = (phase, { isWrite }) => {
      if (isDenied && isWrite && phase === 'before') throw districtFault();
    };
    await world.night(units(30));
    await world.start();
    await eventually(async () => expect((await laneOf()).circuit.failures).toBeGreaterThanOrEqual(2));
    expect(world.sis.writes().length).toBeLessThanOrEqual(3 + (await laneOf()).circuit.failures + 1);
    isDenied = false;
    await world.settled();
    expect(world.sis.assignments.size).toBe(30);
    expect(logged('circuit opened')).toHaveLength(1);
  });

  it('is what five units in a row that find PowerSchool down amount to', async () => {
    let isDown = true;
    world.sis.hook = (phase) => {
      if (isDown && phase === 'before') throw transient();
    };
    await world.night(units(30));
    await world.start();
    await eventually(async () => expect((await laneOf()).circuit.state).not.toBe('closed'));
    expect((await laneOf()).circuit.code).toBe('SIS_UNAVAILABLE');
    isDown = false;
    await world.settled();
    expect(world.sis.assignments.size).toBe(30);
  });

  it('outlives the process, and the next one probes before it goes on', async () => {
    world.sis.hook = (phase) => {
      if (phase === 'before') throw districtFault();
    };
    await world.night(units(3));
    const slow = { connectionFailures: 5, firstProbeMs: 60_000, longestProbeMs: 60_000 };
    const first = await world.start({ circuit: slow });
    await eventually(async () => expect((await laneOf()).circuit.state).toBe('open'));
    await first.stop();
    world.sis.hook = () => undefined;
    world.sis.calls.length = 0;
    await world.start({ circuit: slow });
    await eventually(async () => expect((await laneOf()).fence).toBeGreaterThan(1));
    expect(world.sis.calls).toEqual([]);
    world.clock.advance(60_001);
    await world.settled();
    expect(world.sis.calls[0]?.method).toBe('authenticate');
  });

  it('is also a secret that cannot be opened, named by its variable and never by its value', async () => {
    await world.putSettings(districtSettings(DISTRICT, { clientSecret: 'env:PASSBACK_DISTRICT_NOT_SET' }));
    await world.night(units(3));
    await world.start();
    await eventually(async () => expect((await laneOf()).circuit.state).toBe('open'));
    expect((await laneOf()).circuit).toMatchObject({
      code: 'SIS_CREDENTIALS',
      message: expect.stringContaining('PASSBACK_DISTRICT_NOT_SET'),
    });
    await world.putSettings(districtSettings());
    await world.settled();
    expect(world.sis.assignments.size).toBe(3);
  });
});

describe('settings that change in the middle of a night', () => {
  it('are used by the units that begin after it, on a connector of their own', async () => {
    const connections: string[] = [];
    const held = gate();
    world.sis.hook = (phase, { method }) => (phase === 'before' && method === 'writeScores' ? held.opened : undefined);
    await world.night(units(12));
    await world.start({
      createGradebook: (settings, options) => {
        connections.push(settings.baseUrl);
        return world.sis.createGradebook(settings, options);
      },
    });
    await eventually(() => expect(world.sis.writes().length).toBeGreaterThanOrEqual(6));
    await world.putSettings(districtSettings(DISTRICT, { baseUrl: 'http://127.0.0.1:2' }));
    world.clock.advance(1_900);
    await eventually(() => expect(logged('a lease')).toEqual([]));
    world.clock.advance(200);
    held.open();
    await world.settled();
    expect(connections[0]).toBe('http://127.0.0.1:1');
    expect(connections.at(-1)).toBe('http://127.0.0.1:2');
    expect(world.sis.assignments.size).toBe(12);
  });

  it('are used at once by a lane that still waits for more work', async () => {
    const connections: string[] = [];
    await world.night(units(2));
    await world.start({
      createGradebook: (settings, options) => {
        connections.push(settings.baseUrl);
        return world.sis.createGradebook(settings, options);
      },
    });
    await world.settled();
    expect((await laneOf()).owner).not.toBeNull();
    await world.putSettings(districtSettings(DISTRICT, { baseUrl: 'http://127.0.0.1:2' }));
    await world.night(units(2, 't'));
    await world.settled();
    expect(connections).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    expect((await world.attempts('t1')).length).toBe(1);
  });

  it('that pause the district let nothing more go', async () => {
    await world.night(units(3));
    await world.putSettings({ ...districtSettings(), paused: true });
    await world.start();
    await eventually(async () => {
      const records = await world.ledger.sectionAssessments.scan(DISTRICT, { limit: 10 });
      expect(records.every(({ delivery }) => (delivery.dueAt ?? 0) > world.clock.now())).toBe(true);
    });
    expect(world.sis.calls).toEqual([]);
    // The rules take it in: nothing is left to do.
    await world.night(
      units(3).map((unit) => ({ ...unit, revision: 2 })),
      { request: false },
    );
    world.clock.advance(5_001);
    await world.settled();
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'held', reasons: ['DISTRICT_PAUSED'] });
    expect(world.sis.calls).toEqual([]);
  });
});

it('what Otus changes while its unit is being delivered is not lost', async () => {
  const [unit] = units(1);
  if (unit === undefined) throw new Error('no unit');
  await world.night([unit]);
  let isChanged = false;
  world.sis.hook = async (phase, { method }) => {
    if (isChanged || phase !== 'before' || method !== 'writeScores') return;
    isChanged = true;
    await world.night([{ ...unit, revision: 2, scores: { '81001': 9 } }], { request: false });
  };
  await world.start();
  await world.settled();
  const record = await world.unit('s1');
  expect(world.sis.cells('S1')).toEqual({ '81001': 0 });
  expect(record).toMatchObject({ summary: { state: 'due' }, delivery: { claim: null, intent: null, dueAt: null } });
  expect(record.sis.scores).toMatchObject([{ sisStudentId: '81001', points: 0 }]);
  await world.night([{ ...unit, revision: 2, scores: { '81001': 9 } }]);
  await world.settled();
  expect(world.sis.cells('S1')).toEqual({ '81001': 9 });
});

it('a night that is asked for while its unit is being delivered is delivered after it', async () => {
  const [unit] = units(1);
  if (unit === undefined) throw new Error('no unit');
  await world.night([unit]);
  let isAsked = false;
  world.sis.hook = async (phase, { method }) => {
    if (isAsked || phase !== 'before' || method !== 'writeScores') return;
    isAsked = true;
    await world.night([{ ...unit, revision: 2, scores: { '81001': 9 } }], { runId: 'manual-2' });
  };
  await world.start();
  await world.settled();
  expect(world.sis.cells('S1')).toEqual({ '81001': 9 });
  expect((await world.unit('s1')).delivery).toMatchObject({ runId: 'manual-2', tally: { sent: 1 } });
});

it('a score that Otus changes while its unit waits for its turn goes out as it is then', async () => {
  await world.putSettings(districtSettings(DISTRICT, { concurrency: 1 }));
  const held = gate();
  world.sis.hook = (phase, { method }) =>
    phase === 'before' && method === 'createAssignment' ? held.opened : undefined;
  await world.night(units(4));
  await world.start({}, { DELIVERY_LEASE_MS: 60_000 });
  await eventually(() => expect(world.sis.writes()).toHaveLength(1));
  await world.night([{ id: 's4', revision: 2, scores: { '81001': 29 } }], { request: false });
  world.clock.advance(5_001);
  held.open();
  await world.settled();
  expect(world.sis.cells('S4')).toEqual({ '81001': 29 });
  expect((await world.unit('s4')).summary.state).toBe('inSync');
});

it('the interval that PowerSchool is seen to ask for is kept, and begun with the next time', async () => {
  const begunWith: number[] = [];
  const createGradebook: typeof world.sis.createGradebook = (settings, options) => {
    begunWith.push(options.learnedIntervalMs);
    options.onLearnedInterval?.(120);
    return world.sis.createGradebook(settings, options);
  };
  await world.night(units(1));
  const first = await world.start({ createGradebook });
  await world.settled();
  await first.stop();
  expect((await laneOf()).learnedIntervalMs).toBe(120);
  await world.night(units(1, 't'));
  await world.start({ createGradebook });
  await world.settled();
  expect(begunWith).toEqual([0, 120]);
});

it('a ledger that is away for a while in the middle of a night loses and doubles nothing', async () => {
  await world.night(units(30));
  const running = await world.start();
  await eventually(() => expect(world.sis.writes().length).toBeGreaterThan(8));
  running.kill();
  await eventually(() => expect(logged('the ledger does not').length).toBeGreaterThan(0));
  running.revive();
  await world.settled();
  expect(world.sis.assignments.size).toBe(30);
  const records = await world.ledger.sectionAssessments.scan(DISTRICT, { limit: 100 });
  expect(records.every(({ summary }) => summary.state === 'inSync')).toBe(true);
});
