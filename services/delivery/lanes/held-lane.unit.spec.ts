import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { untouched } from '../unit/deliver-section-assessment.ts';
import { LANE_LEASE_MS, LaneWorld } from '../testing/lane-world.fixture.ts';
import { DISTRICT, districtSettings } from '../testing/units.fixture.ts';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { closeHeldLane, type HeldLane } from './held-lane.ts';
import type { GradebookFactory, GradebookOptions, OpenGradebook } from './lane-gradebook.ts';
import { letGo } from './lease.ts';

const TIMEOUT_MS = 300;

let world: LaneWorld;
let held: HeldLane;
/** What each connector was opened with. */
let opened: GradebookOptions[];
let closed: number;

beforeEach(async () => {
  world = await LaneWorld.open();
  [opened, closed] = [[], 0];
  const createGradebook: GradebookFactory = (_settings, options) => {
    opened.push(options);
    return { close: async () => void (closed += 1) } as OpenGradebook;
  };
  held = await world.hold({ createGradebook });
});
afterEach(() => world.close());

const permit = () => {
  const found = opened.at(-1)?.permit;
  if (found === undefined) throw new Error('anything may go');
  return found;
};
const mayGo = (method: 'GET' | 'PUT'): boolean => {
  try {
    permit().check({ method });
    return true;
  } catch {
    return false;
  }
};

describe('what a lane may send, from held', () => {
  it('is anything', () => {
    expect([mayGo('GET'), mayGo('PUT'), permit().signal.aborted]).toEqual([true, true, false]);
  });

  it('is only what reads, when a write could outlast the lease', () => {
    world.clock.advance(LANE_LEASE_MS - TIMEOUT_MS + 50);
    expect([mayGo('GET'), mayGo('PUT')]).toEqual([true, false]);
  });

  it('is nothing, when the lease is lost: what is on its way is let go of', () => {
    world.loseLease();
    expect([mayGo('GET'), mayGo('PUT'), permit().signal.aborted]).toEqual([false, false, true]);
  });

  it('is nothing, when the lane has to stop', () => {
    const reason = letGo('the lane has to stop');
    world.interrupt(reason);
    expect([permit().signal.aborted, permit().signal.reason]).toEqual([true, reason]);
  });

  it('is for as long as its requests may take, when the settings say otherwise', async () => {
    await world.putSettings({ powerschool: { ...districtSettings().powerschool, timeoutMs: LANE_LEASE_MS } });
    held.tools.expire();
    await held.tools.current();
    // The lease that was taken is too short for such a write; the one that is renewed is not.
    expect([mayGo('PUT'), opened.length]).toEqual([false, 2]);
    await eventually(() => expect(mayGo('PUT')).toBe(true));
  });
});

describe('the interval that PowerSchool asks for', () => {
  it('is kept where it is longer than the setting, and forgotten where it is not', async () => {
    await world.putSettings({ powerschool: { ...districtSettings().powerschool, minIntervalMs: 50 } });
    held.tools.expire();
    await held.tools.current();
    const learn = opened.at(-1)?.onLearnedInterval;
    learn?.(120);
    expect(held.condition.learnedIntervalMs).toBe(120);
    learn?.(50);
    expect(held.condition.learnedIntervalMs).toBe(0);
    await held.condition.saved();
  });
});

it('each request is counted, of the lane and of the last minute', () => {
  const ended = { method: 'GET', route: '/', status: 200, durationMs: 3, waitedMs: 0 };
  opened.at(-1)?.observer.requestEnded(ended as Parameters<GradebookOptions['observer']['requestEnded']>[0]);
  expect([held.log.count, world.environment.requests.lastMinute(DISTRICT)]).toEqual([1, 1]);
});

it('a lane goes from held to closed with its outcomes and its condition recorded, and its connectors closed', async () => {
  await world.makeDue(['s1']);
  const claim = { districtId: DISTRICT, fence: held.lease.fence, owner: 'this', now: world.clock.now(), limit: 1 };
  const [record] = await world.ledger.sectionAssessments.claimDeliveries(claim);
  const result = untouched(record!, { kind: 'givenBack', dueAt: 5, failure: null });
  const trace = { traceparent: null, traceId: null };
  await held.writer.add({ record: record!, result, attempt: null, trace, settingsVersion: 1 });
  held.condition.observe({ kind: 'districtFailure', code: 'SIS_CREDENTIALS', message: '' });
  expect([world.recorded, closed]).toEqual([[], 0]);
  await closeHeldLane(held);
  expect([world.recorded, await world.circuitState(), closed]).toEqual([['s1'], 'open', 1]);
});
