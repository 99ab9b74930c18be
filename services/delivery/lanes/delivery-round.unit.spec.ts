import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SisError } from '@passback/powerschool';
import { districtFault, rejected, transient } from '../testing/fake-powerschool.fixture.ts';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { gate } from '../testing/world.fixture.ts';
import { DeliveryRound, type RoundOptions } from './delivery-round.ts';
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

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `s${n + 1}`);
const round = (options: Partial<RoundOptions> = {}): DeliveryRound =>
  new DeliveryRound(held, { workers: 2, runTraceparent: async () => null, ...options });

/** PowerSchool answers each call so. */
function failing(error: () => Error): void {
  world.sis.hook = () => {
    throw error();
  };
}

async function statesInOrder(): Promise<string[]> {
  return Object.values(await world.states()).sort();
}

describe('a round that delivers', () => {
  it('ends when nothing is due any more, with all of it recorded', async () => {
    await world.makeDue(ids(9));
    expect(await round().run()).toEqual({ delivered: 9, waitUntil: null });
    expect(world.recorded.toSorted()).toEqual(ids(9));
    expect(new Set(await statesInOrder())).toEqual(new Set(['inSync']));
  });

  it('has as many units in hand as it has workers, and not one more', async () => {
    await world.makeDue(ids(6));
    const answer = gate();
    world.sis.hook = () => answer.opened;
    const ended = round({ workers: 3 }).run();
    await eventually(() => expect(world.sis.calls).toHaveLength(3));
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(world.sis.calls).toHaveLength(3);
    answer.open();
    expect(await ended).toMatchObject({ delivered: 6 });
  });

  it('takes no more than it is to, and leaves the rest as it was', async () => {
    await world.makeDue(ids(3));
    expect(await round({ maxUnits: 1 }).run()).toEqual({ delivered: 1, waitUntil: null });
    expect(await statesInOrder()).toEqual(['due', 'due', 'inSync']);
  });

  it('asks for the trace of the run of each unit', async () => {
    await world.makeDue(['s1'], undefined, { runId: 'night-7' });
    const asked: (string | null)[] = [];
    await round({ runTraceparent: async (runId) => (asked.push(runId), null) }).run();
    expect(asked).toEqual(['night-7']);
  });

  it('takes what becomes due while the last one is in hand, once it is woken', async () => {
    await world.makeDue(['s1']);
    const answer = gate();
    world.sis.hook = () => answer.opened;
    const subject = round();
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    await world.makeDue(['late']);
    subject.wake();
    await eventually(() => expect(world.sis.calls).toHaveLength(2));
    answer.open();
    expect(await ended).toMatchObject({ delivered: 2 });
  });
});

describe('a round goes from delivering to stopping', () => {
  it('when it is told to: what is in hand ends, what was claimed for it is due as it was', async () => {
    await world.makeDue(ids(5));
    const dueAt = (await world.unit('s5')).delivery.dueAt;
    const answer = gate();
    world.sis.hook = () => answer.opened;
    const subject = round();
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(2));
    subject.stop();
    subject.stop();
    answer.open();
    expect(await ended).toEqual({ delivered: 2, waitUntil: null });
    expect(await statesInOrder()).toEqual(['due', 'due', 'due', 'inSync', 'inSync']);
    expect((await world.unit('s5')).delivery).toMatchObject({ dueAt, claim: null, failure: null, attempt: 0 });
    expect(world.recorded).toHaveLength(5);
  });

  it('when the circuit opens at a district-wide fault: the units that were not tried say why they wait', async () => {
    await world.makeDue(ids(4));
    failing(districtFault);
    await round({ workers: 1 }).run();
    expect(held.condition.circuit).toMatchObject({ state: 'open', code: 'SIS_CREDENTIALS', settingsVersion: 1 });
    expect(world.sis.calls).toHaveLength(1);
    for (const id of ids(4))
      expect((await world.unit(id)).delivery).toMatchObject({
        ...{ claim: null, dueAt: expect.any(Number), failure: { code: 'SIS_CREDENTIALS' } },
      });
  });

  it('when different units fail on the connection, as many as the circuit bears', async () => {
    await world.makeDue(ids(8));
    failing(transient);
    await round({ workers: 1 }).run();
    expect([held.condition.circuit.state, world.sis.calls.length]).toEqual(['open', 5]);
  });

  it('when PowerSchool names a time that no unit can wait out: the lane waits for it', async () => {
    await world.makeDue(ids(4));
    failing(() => new SisError({ class: 'throttled', code: 'SIS_UNAVAILABLE', retryAfterMs: 90_000 }, 'HTTP 429'));
    const before = world.clock.now();
    const { waitUntil } = await round({ workers: 1 }).run();
    expect((waitUntil ?? 0) - before).toBeGreaterThanOrEqual(90_000);
    expect([held.condition.circuit.state, world.sis.calls.length]).toEqual(['closed', 1]);
  });

  it('when the ledger fails for one worker: the others end what they have, and that is thrown', async () => {
    await world.makeDue(ids(20));
    const { sectionAssessments } = world.ledger;
    let claims = 0;
    const claimDeliveries: typeof sectionAssessments.claimDeliveries = async (claim) => {
      claims += 1;
      if (claims > 1) throw new Error('away');
      return sectionAssessments.claimDeliveries({ ...claim, limit: 2 });
    };
    const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, claimDeliveries } };
    const broken = { ...held, environment: { ...held.environment, ledger } };
    const subject = new DeliveryRound(broken, { workers: 2, runTraceparent: async () => null });
    await expect(subject.run()).rejects.toThrow('away');
    expect((await statesInOrder()).filter((state) => state === 'sending')).toEqual([]);
  });

  it('when the lease is lost: what comes after is neither observed nor recorded', async () => {
    await world.makeDue(ids(4));
    const answer = gate();
    world.sis.hook = async () => {
      await answer.opened;
      throw districtFault();
    };
    const subject = round({ workers: 1 });
    held.lease.lost.addEventListener('abort', () => subject.stop());
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    world.loseLease();
    answer.open();
    await ended;
    expect([held.condition.circuit.state, world.recorded]).toEqual(['closed', []]);
    expect((await world.unit('s4')).delivery.claim).not.toBeNull();
  });
});

describe('what the end of a unit says of the district', () => {
  it.each([
    ['is that PowerSchool answers, where it refuses the unit', rejected],
    [
      'is nothing, where the unit was let go of',
      () => new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE' }, ''),
    ],
    ['is nothing, where it failed on our side', () => new TypeError('a mistake of ours')],
  ])('%s', async (_what, error) => {
    await world.makeDue(ids(6));
    failing(error);
    await round({ workers: 1 }).run();
    expect(held.condition.circuit.state).toBe('closed');
  });

  it('is that it goes on, where a unit in between succeeds', async () => {
    await world.makeDue(ids(9));
    let units = 0;
    world.sis.hook = (phase, { method }) => {
      if (phase === 'before' && method === 'categories') units += 1;
      if (units !== 5) throw transient();
    };
    await round({ workers: 1 }).run();
    expect(held.condition.circuit.state).toBe('closed');
  });

  it('is that the probe was good, where the circuit was half open', async () => {
    await world.makeDue(['s1']);
    held.condition.observe({ kind: 'districtFailure', code: 'SIS_CREDENTIALS', message: '' });
    held.condition.observe({ kind: 'probing' });
    await round({ workers: 1, maxUnits: 1 }).run();
    expect(held.condition.circuit.state).toBe('closed');
  });
});
