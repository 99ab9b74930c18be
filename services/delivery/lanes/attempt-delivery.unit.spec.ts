import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitRecord } from '@passback/domain';
import { districtFault } from '../testing/fake-powerschool.fixture.ts';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { DISTRICT } from '../testing/units.fixture.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { closeHeldLane, type HeldLane } from './held-lane.ts';

let world: LaneWorld;
let held: HeldLane;

beforeEach(async () => {
  world = await LaneWorld.open();
  held = await world.hold();
});
afterEach(async () => {
  await closeHeldLane(held);
  await world.close();
});

async function claimed(): Promise<UnitRecord> {
  await world.makeDue(['s1'], DISTRICT, { runId: 'night-7' });
  const claim = { districtId: DISTRICT, fence: held.lease.fence, owner: 'this', now: world.clock.now(), limit: 1 };
  const [record] = await world.ledger.sectionAssessments.claimDeliveries(claim);
  if (record === undefined) throw new Error('nothing is due');
  return record;
}

describe('an attempt', () => {
  it('that is done says what was sent, with which settings, in which requests and how long it took', async () => {
    const record = await claimed();
    world.sis.hook = (phase, { method }) => {
      if (phase === 'before')
        held.log.requestEnded({ method: 'PUT', route: method, status: 200, durationMs: 2, waitedMs: 0 } as never);
      if (method === 'writeScores' && phase === 'after') world.clock.advance(1_500);
    };
    await world.putSettings({ name: 'Another name' });
    held.tools.expire();
    const outcome = await attemptDelivery(held, record, null);
    expect(outcome).toMatchObject({ record, result: { end: { kind: 'done' }, effect: 'create' }, settingsVersion: 2 });
    expect(outcome.attempt).toMatchObject({ sectionAssessmentId: 's1', runId: 'night-7', attempt: 1, outcome: 'done' });
    expect(outcome.attempt?.requests.map(({ path }) => path)).toEqual(world.sis.calls.map(({ method }) => method));
    expect(outcome.attempt?.durationMs).toBeGreaterThanOrEqual(1_500);
    expect(outcome.attempt?.requests.length).toBeGreaterThan(2);
  });

  it('that fails says why, and what PowerSchool said', async () => {
    const record = await claimed();
    world.sis.hook = () => {
      throw districtFault();
    };
    const { result, attempt } = await attemptDelivery(held, record, null);
    expect(result.end).toMatchObject({ kind: 'failed', failure: { class: 'district', code: 'SIS_CREDENTIALS' } });
    expect(attempt).toMatchObject({ outcome: 'failed', code: 'SIS_CREDENTIALS', message: 'invalid_client' });
    expect(world.logs).toEqual([]);
  });

  it('that is handed back without a request leaves no row', async () => {
    const record = await claimed();
    await world.putSettings({ paused: true });
    held.tools.expire();
    const { result, attempt } = await attemptDelivery(held, record, null);
    expect([result.end.kind, attempt, world.sis.calls]).toEqual(['givenBack', null, []]);
  });

  it('on a record that this program cannot handle is a failure of ours, logged by ids, and says nothing of the unit', async () => {
    const record = await claimed();
    const decision = Object.defineProperty({ ...record.decision }, 'verdict', {
      get: () => {
        throw new TypeError('broken');
      },
    });
    const { result, attempt } = await attemptDelivery(held, { ...record, decision }, null);
    expect(result.end).toMatchObject({ kind: 'failed', failure: { class: 'transient', isOurs: true } });
    expect(attempt?.message).toBe('This unit could not be worked out on our side; that was logged.');
    const fields = { err: expect.any(TypeError), district: DISTRICT, unit: 's1' };
    expect(world.logs).toEqual([{ message: 'a delivery failed on our side', fields }]);
  });

  it('throws where the settings cannot be read: nothing was begun', async () => {
    const record = await claimed();
    const current = async (): Promise<never> => {
      throw new Error('away');
    };
    const other = { ...held, tools: { current } as unknown as HeldLane['tools'] };
    await expect(attemptDelivery(other, record, null)).rejects.toThrow('away');
    expect(world.sis.calls).toEqual([]);
  });
});
