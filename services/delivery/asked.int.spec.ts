import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@passback/contracts';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { districtFault } from './testing/fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from './testing/units.fixture.ts';
import { gate, World } from './testing/world.fixture.ts';

/** So long that no probe comes by itself within a test. */
const SLOW = { circuit: { connectionFailures: 5, firstProbeMs: 3_600_000, longestProbeMs: 3_600_000 } };

let world: World;
let isRevoked: boolean;
beforeEach(async () => {
  world = await World.open();
  isRevoked = true;
  world.sis.hook = (phase) => {
    if (isRevoked && phase === 'before') throw districtFault();
  };
});
afterEach(() => world.close());

const units = (count: number): UnitSketch[] =>
  Array.from({ length: count }, (_, n) => ({ id: `s${n + 1}`, scores: { '81001': n } }));
const probes = () => world.sis.calls.filter(({ method }) => method === 'authenticate').length;
const circuit = async () => (await world.ledger.lanes.get(DISTRICT))!.circuit;

/** The circuit is open, and nobody holds the lane. */
async function blocked(): Promise<void> {
  await world.night(units(5));
  await eventually(async () => {
    expect(await world.ledger.lanes.get(DISTRICT)).toMatchObject({ owner: null, circuit: { state: 'open' } });
  });
}

/** A process has made three columns and waits in the middle of writing their scores. */
async function threeUnitsHeld(): Promise<ReturnType<typeof gate>> {
  isRevoked = false;
  const held = gate();
  world.sis.hook = (phase, { method }) => (phase === 'before' && method === 'writeScores' ? held.opened : undefined);
  await world.night(units(3));
  await world.start();
  await eventually(() => expect(world.sis.writes()).toHaveLength(6));
  return held;
}

const wake = (asked: boolean): Promise<void> =>
  world.messaging.produce(topics.deliveries, [
    { key: DISTRICT, value: { districtId: DISTRICT, runId: 'manual-1', units: [], asked } },
  ]);

describe('a district whose circuit is open', () => {
  it('is probed at once when a person asks, and goes on with all that is due', async () => {
    await world.start(SLOW);
    await blocked();
    expect(probes()).toBe(0);
    isRevoked = false;
    await wake(true);
    await world.settled();
    expect(world.sis.assignments.size).toBe(5);
    expect((await circuit()).state).toBe('closed');
    expect(probes()).toBe(1);
  });

  it('is not probed for what becomes due by itself', async () => {
    await world.start(SLOW);
    await blocked();
    await wake(false);
    expect(await world.messaging.waitUntilConsumed('passback-delivery', [topics.deliveries], 10_000)).toBe(true);
    // Two looks at what is due, and nothing came of it.
    const looks = jest.spyOn(world.ledger.sectionAssessments, 'waitingDistricts');
    await eventually(() => expect(looks.mock.calls.length).toBeGreaterThanOrEqual(3));
    expect(probes()).toBe(0);
  });

  it('is probed at once by whichever process is told, when several run', async () => {
    await Promise.all([world.start(SLOW), world.start(SLOW), world.start(SLOW)]);
    await blocked();
    isRevoked = false;
    await wake(true);
    await world.settled();
    expect(world.sis.assignments.size).toBe(5);
  });

  it('is probed again for a person who asks while a probe is under way that fails', async () => {
    await world.start(SLOW);
    await blocked();
    const held = gate();
    world.sis.hook = async (phase, { method }) => {
      if (phase !== 'before' || probes() > 1) return;
      if (method === 'authenticate') await held.opened;
      throw districtFault();
    };
    await wake(true);
    await eventually(() => expect(probes()).toBe(1));
    await wake(true);
    expect(await world.messaging.waitUntilConsumed('passback-delivery', [topics.deliveries], 10_000)).toBe(true);
    held.open();
    await world.settled();
    expect(probes()).toBe(2);
  });

  it('is probed at most once a second, however often a person asks', async () => {
    await world.start(SLOW);
    await blocked();
    const probedAt: number[] = [];
    world.sis.hook = (_phase, { method }) => {
      if (method === 'authenticate') probedAt.push(world.clock.monotonic());
      throw districtFault();
    };
    for (let n = 1; n <= 3; n += 1) {
      await wake(true);
      await eventually(() => expect(probedAt).toHaveLength(n));
      await eventually(async () => expect((await circuit()).state).toBe('open'));
    }
    for (const [n, at] of probedAt.slice(1).entries()) expect(at - (probedAt[n] ?? 0)).toBeGreaterThan(900);
  });

  it('is probed for a person who asks also where nothing is due', async () => {
    const lane = await world.ledger.lanes.acquire(DISTRICT, 'before', 60_000);
    const probeAt = world.clock.now() + 3_600_000;
    const open = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS', probeAt } as const;
    const condition = { circuit: open, learnedIntervalMs: 0 };
    await world.ledger.lanes.recordCondition(DISTRICT, lane?.fence ?? 0, condition);
    await world.ledger.lanes.release(DISTRICT, lane?.fence ?? 0);
    isRevoked = false;
    await world.start(SLOW);
    await wake(true);
    await eventually(async () => expect((await circuit()).state).toBe('closed'));
    expect(probes()).toBe(1);
  });

  it('is probed as soon as its settings are others, without anybody waking it', async () => {
    await world.start(SLOW);
    await blocked();
    isRevoked = false;
    await world.putSettings(districtSettings(DISTRICT, { clientId: 'mended' }));
    await world.settled();
    expect(world.sis.assignments.size).toBe(5);
  });

  it('is probed once for settings that do not mend it, and then not before its time', async () => {
    await world.start(SLOW);
    await blocked();
    await world.putSettings(districtSettings(DISTRICT, { clientId: 'wrong too' }));
    await eventually(async () => expect(await circuit()).toMatchObject({ state: 'open', failures: 1 }));
    expect(await circuit()).toMatchObject({ settingsVersion: 2 });
    await wake(true);
    await eventually(async () => expect((await circuit()).failures).toBe(2));
    expect(probes()).toBe(2);
  });

  it('is probed at the next start where its settings were changed meanwhile', async () => {
    const first = await world.start(SLOW);
    await blocked();
    await first.stop();
    isRevoked = false;
    await world.putSettings(districtSettings(DISTRICT, { clientId: 'mended' }));
    await world.start(SLOW);
    await world.settled();
    expect(world.sis.assignments.size).toBe(5);
  });
});

describe('the time of day that a process has', () => {
  it('takes no lane from another that holds it, however far it is ahead', async () => {
    const held = await threeUnitsHeld();
    const ahead: Clock = {
      now: () => world.clock.now() + 3_600_000,
      monotonic: () => world.clock.monotonic(),
      sleep: (ms, signal) => world.clock.sleep(ms, signal),
    };
    const acquire = jest.spyOn(world.ledger.lanes, 'acquire');
    await world.start({}, {}, ahead);
    await eventually(() => expect(acquire).toHaveBeenCalled());
    expect(await Promise.all(acquire.mock.results.map(({ value }) => value))).toEqual([null]);
    held.open();
    await world.settled();
    expect(world.sis.writes()).toHaveLength(6);
    expect((await world.ledger.lanes.get(DISTRICT))?.fence).toBe(1);
  });

  it('ends no lease of its own when it is corrected', async () => {
    const held = await threeUnitsHeld();
    world.clock.setWrongBy(3_600_000);
    held.open();
    await world.settled();
    expect(world.logs.map(({ msg }) => msg)).not.toContain('a lease was lost; the lane stops at once');
  });
});
