import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { METRICS } from '@passback/telemetry';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { districtFault } from '../testing/fake-powerschool.fixture.ts';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { MeasuredTelemetry } from '../testing/measured-telemetry.fixture.ts';
import { DISTRICT, districtSettings } from '../testing/units.fixture.ts';
import { gate } from '../testing/world.fixture.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';

const SLICE_MS = 60_000;
const [ADAMS, LINCOLN, MONROE] = ['adams', DISTRICT, 'monroe'];

let world: LaneWorld;
let dispatcher: Dispatcher | null;

beforeEach(async () => {
  world = await LaneWorld.open();
  for (const districtId of [ADAMS, MONROE]) await world.putSettings({}, districtId);
  dispatcher = null;
});
afterEach(async () => {
  await dispatcher?.stop(0);
  await world.close();
});

function start(options: Partial<DispatcherOptions> = {}): Dispatcher {
  dispatcher = new Dispatcher({
    ...{ environment: world.environment, pollMs: 50, maxLanes: 2, sliceMs: SLICE_MS },
    ...options,
  });
  dispatcher.start();
  return dispatcher;
}

const modeOf = (districtId: string) => dispatcher?.session(districtId)?.mode ?? 'none';
const become = (districtId: string, mode: string) => eventually(() => expect(modeOf(districtId)).toBe(mode));
const isIn = (districtId: string) => world.sis.calls.some((call) => call.districtId === districtId);
/** Some polls in which nothing happens. */
const somePolls = () => new Promise((resolve) => setTimeout(resolve, 250));

/** Opens the district's circuit, its next probe in a minute. */
async function openCircuit(districtId = LINCOLN): Promise<void> {
  world.sis.hook = () => {
    throw districtFault();
  };
  await world.makeDue(['s1'], districtId);
  const circuit = { connectionFailures: 5, firstProbeMs: 60_000, longestProbeMs: 60_000 };
  start({ environment: { ...world.environment, circuit } });
  await eventually(async () => expect(await world.circuitState(districtId)).toBe('open'));
  await become(districtId, 'none');
}

/** Probes that were made since. */
async function probesIn(work: () => unknown): Promise<number> {
  const before = world.sis.calls.length;
  await work();
  await somePolls();
  return world.sis.calls.slice(before).filter(({ method }) => method === 'authenticate').length;
}

describe('a district goes from none to a lane of its own', () => {
  it('once it has work due, and back when that is delivered and nothing more comes', async () => {
    await world.makeDue(['s1']);
    start();
    await become(LINCOLN, 'idle');
    expect([modeOf(ADAMS), world.recorded]).toEqual(['none', ['s1']]);
    world.clock.advance(2_000);
    await become(LINCOLN, 'none');
  });

  it('only while fewer have one than may; who waited longest since its last turn is next', async () => {
    world.sis.hook = () => new Promise(() => undefined);
    for (const [districtId, now] of [[ADAMS, 3] as const, [LINCOLN, 1] as const, [MONROE, 2] as const])
      await world.makeDue(['s1'], districtId, { now });
    start();
    await become(LINCOLN, 'delivering');
    await become(MONROE, 'delivering');
    await somePolls();
    expect(modeOf(ADAMS)).toBe('none');
  });

  it('after one that had no turn yet, though its work is due for longer', async () => {
    await world.makeDue(['s1'], ADAMS);
    start({ maxLanes: 1 });
    await become(ADAMS, 'idle');
    await world.makeDue(['s1'], MONROE, { now: 9 });
    await world.makeDue(['s2'], ADAMS, { now: 1 });
    dispatcher?.session(ADAMS)?.finish();
    await eventually(() => expect(isIn(MONROE)).toBe(true));
    expect(world.recorded).not.toContain('s2');
  });

  it('no sooner than another process gives its lane free; a wake-up asks again', async () => {
    const lease = await world.lease();
    await world.makeDue(['s1']);
    start();
    await eventually(() => expect(dispatcher?.session(LINCOLN)).toBeNull());
    await somePolls();
    await lease.release();
    await somePolls();
    expect(isIn(LINCOLN)).toBe(false);
    dispatcher?.wake(LINCOLN);
    await somePolls();
    expect(isIn(LINCOLN)).toBe(true);
  });
});

describe('a lane makes room for a district that waits', () => {
  it('when it is idle, and not while it delivers within its slice', async () => {
    world.sis.hook = (_phase, { districtId }) => (districtId === ADAMS ? new Promise(() => undefined) : undefined);
    for (const districtId of [ADAMS, LINCOLN]) await world.makeDue(['s1'], districtId);
    start();
    await become(LINCOLN, 'idle');
    const adams = dispatcher?.session(ADAMS);
    await world.makeDue(['s1'], MONROE);
    await eventually(() => expect(isIn(MONROE)).toBe(true));
    expect([modeOf(LINCOLN), dispatcher?.session(ADAMS) === adams]).toEqual(['none', true]);
  });

  it('when its slice is over: what is in hand ends first, and one that does not is let go of after another', async () => {
    world.sis.hook = (_phase, { districtId }) => (districtId === ADAMS ? new Promise(() => undefined) : undefined);
    await world.makeDue(['s1'], ADAMS);
    start({ maxLanes: 1, sliceMs: 10_000 });
    await become(ADAMS, 'delivering');
    await world.makeDue(['s1', 's2'], LINCOLN);
    const adams = dispatcher?.session(ADAMS);
    for (const passes of [9_000, 10_000]) {
      world.clock.advance(passes);
      await somePolls();
      expect([dispatcher?.session(ADAMS) === adams, isIn(LINCOLN)]).toEqual([true, false]);
    }
    world.clock.advance(1_000);
    await eventually(() => expect(isIn(LINCOLN)).toBe(true));
  });
});

describe('a lane that ends in an error', () => {
  it('is said of its district, and taken up again, each time after twice as long', async () => {
    const begun: number[] = [];
    const { districts } = world.ledger;
    const get: typeof districts.get = async (districtId) => {
      if (begun.push(world.clock.now()) < 3) throw new Error('away');
      return districts.get(districtId);
    };
    await world.makeDue(['s1']);
    start({ environment: { ...world.environment, ledger: { ...world.ledger, districts: { ...districts, get } } } });
    await eventually(() => expect(world.recorded).toEqual(['s1']));
    const [first = 0, second = 0, third = 0] = begun;
    expect(second - first).toBeGreaterThanOrEqual(500);
    expect(third - second).toBeGreaterThanOrEqual(1_000);
    const said = {
      message: 'a lane ended in an error; it is taken up again',
      fields: expect.objectContaining({ district: LINCOLN }),
    };
    expect(world.logs).toEqual([said, said]);
  });
});

describe('a ledger that does not tell what is due', () => {
  it('is said once, until it does', async () => {
    const { sectionAssessments } = world.ledger;
    let isAway = true;
    const waitingDistricts: typeof sectionAssessments.waitingDistricts = async (...args) => {
      if (isAway) throw new Error('away');
      return sectionAssessments.waitingDistricts(...args);
    };
    const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, waitingDistricts } };
    await world.makeDue(['s1']);
    start({ environment: { ...world.environment, ledger } });
    await somePolls();
    expect(world.said).toEqual(['the ledger does not tell what is due; asking again']);
    isAway = false;
    await eventually(() => expect(world.recorded).toEqual(['s1']));
  });
});

describe('a ledger that does not tell of the lanes', () => {
  it('is said, and work goes on', async () => {
    const lanes = { ...world.ledger.lanes, list: () => Promise.reject(new Error('away')) };
    await world.makeDue(['s1']);
    start({ environment: { ...world.environment, ledger: { ...world.ledger, lanes } } });
    await eventually(() => expect(world.recorded).toEqual(['s1']));
    expect(world.said).toEqual(['lanes cannot be measured now; it is tried again']);
  });
});

describe('a poll that fails', () => {
  it('is said, and the next one gives lanes', async () => {
    let polls = 0;
    await world.makeDue(['s1']);
    dispatcher = new Dispatcher({
      ...{ environment: world.environment, pollMs: 50, sliceMs: SLICE_MS },
      get maxLanes() {
        polls += 1;
        if (polls === 1) throw new Error('a mistake of this program');
        return 2;
      },
    });
    dispatcher.start();
    await eventually(() => expect(world.recorded).toEqual(['s1']));
    expect(world.said).toEqual(['lanes cannot be given now; it is tried again']);
  });
});

describe('a dispatcher that is stopped', () => {
  it('begins nothing more, and waits for what is in hand', async () => {
    await world.makeDue(['s1', 's2', 's3', 's4', 's5']);
    const answer = gate();
    world.sis.hook = () => answer.opened;
    const subject = start();
    await eventually(() => expect(world.sis.calls.length).toBeGreaterThanOrEqual(3));
    const stopped = subject.stop(10_000);
    await world.makeDue(['s1'], ADAMS);
    answer.open();
    await stopped;
    expect([modeOf(LINCOLN), isIn(ADAMS)]).toEqual(['none', false]);
    expect(Object.values(await world.states()).sort()).toEqual(['due', 'due', 'inSync', 'inSync', 'inSync']);
  });

  it('lets go of what does not end in time, and gives it back', async () => {
    await world.makeDue(['s1']);
    world.sis.hook = () => new Promise(() => undefined);
    const subject = start();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    await subject.stop(30);
    expect((await world.unit('s1')).delivery).toMatchObject({ claim: null, dueAt: expect.any(Number) });
    expect(modeOf(LINCOLN)).toBe('none');
  });
});

describe('a district whose circuit is open has no lane', () => {
  beforeEach(() => openCircuit());

  it('before its probe, though woken; then it has one', async () => {
    expect(await probesIn(() => dispatcher?.wake(LINCOLN))).toBe(0);
    expect(await probesIn(() => world.clock.advance(60_000))).toBe(1);
  });

  it('until a person asks: then at once, though at most once a second', async () => {
    expect(await probesIn(() => dispatcher?.wake(LINCOLN, true))).toBe(1);
    expect(await probesIn(() => dispatcher?.wake(LINCOLN, true))).toBe(0);
    expect(await probesIn(() => world.clock.advance(1_000))).toBe(1);
  });

  it('until its settings are others than those that it was opened with', async () => {
    expect(await probesIn(somePolls)).toBe(0);
    const powerschool = { ...districtSettings().powerschool, timeoutMs: 400 };
    expect(await probesIn(() => world.putSettings({ powerschool }))).toBe(1);
  });
});

describe('what is due is counted for the metrics', () => {
  let telemetry: MeasuredTelemetry;
  beforeEach(async () => void (telemetry = await MeasuredTelemetry.start()));
  afterEach(() => telemetry.stop());

  it('also where the ledger does not tell of lanes', async () => {
    await world.makeDue(['s1', 's2']);
    const { lanes } = world.ledger;
    const list = async (): Promise<never> => {
      throw new Error('away');
    };
    const ledger = { ...world.ledger, lanes: { ...lanes, list } };
    start({ environment: { ...world.environment, ledger }, maxLanes: 0 });
    await eventually(async () => expect(await telemetry.values(METRICS.unitsDue)).toEqual([[LINCOLN, 2]]));
  });
});
