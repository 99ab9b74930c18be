import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitRecord } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { DISTRICT } from '../testing/units.fixture.ts';
import { gate } from '../testing/world.fixture.ts';
import { untouched } from '../unit/deliver-section-assessment.ts';
import type { Outcome } from '../unit/settle-outcome.ts';
import type { Lease } from './lease.ts';
import { OutcomeWriter } from './outcome-writer.ts';

type Store = Ledger['sectionAssessments'];

let world: LaneWorld;
let lease: Lease;
/** Units of each write that was asked of the ledger. */
let writes: string[][];
/** Stands before each write. */
let beforeWrite: () => Promise<unknown>;

beforeEach(async () => {
  world = await LaneWorld.open();
  lease = await world.lease();
  writes = [];
  beforeWrite = async () => undefined;
});
afterEach(() => world.close());

function writer(parts: Partial<LaneWorld['environment']> = {}): OutcomeWriter {
  const { sectionAssessments } = world.ledger;
  const recordOutcomes: Store['recordOutcomes'] = async (batch, token) => {
    writes.push(batch.map(({ sectionAssessmentId }) => sectionAssessmentId));
    await beforeWrite();
    return sectionAssessments.recordOutcomes(batch, token);
  };
  const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, recordOutcomes } };
  return new OutcomeWriter({ ...world.environment, ...parts, ledger }, lease);
}

async function claimed(count: number): Promise<UnitRecord[]> {
  await world.makeDue(Array.from({ length: count }, (_, n) => `s${n + 1}`));
  const now = world.clock.now();
  const claim = { districtId: DISTRICT, fence: lease.fence, owner: 'this', now, limit: 1_000 };
  return world.ledger.sectionAssessments.claimDeliveries(claim);
}

/** Handed back without a request. */
function handedBack(record: UnitRecord): Outcome {
  const result = untouched(record, { kind: 'givenBack', dueAt: 5, failure: null });
  return { record, result, attempt: null, trace: { traceparent: null, traceId: null }, settingsVersion: 1 };
}

/** What others write of a unit while it is in hand. */
async function moveOn({ sectionAssessmentId, version }: UnitRecord): Promise<void> {
  const { decision, summary } = await world.unit(sectionAssessmentId);
  const write = { districtId: DISTRICT, sectionAssessmentId, expectedVersion: version, decision, summary };
  const { conflicts } = await world.ledger.sectionAssessments.recordEvaluations([{ ...write, changedAt: 9 }]);
  expect(conflicts).toEqual([]);
}

describe('a writer goes from idle to writing and back', () => {
  it('with outcomes that end together in one write, in their order, each told once it is recorded', async () => {
    const subject = writer();
    const units = await claimed(3);
    for (const record of units) await subject.add(handedBack(record));
    expect(world.recorded).toEqual([]);
    await subject.drain();
    expect([writes, world.recorded]).toEqual([[['s1', 's2', 's3']], ['s1', 's2', 's3']]);
    expect((await world.unit('s1')).delivery).toMatchObject({ claim: null, dueAt: 5 });
  });

  it('again with those that came meanwhile, and with nothing when there is none', async () => {
    const subject = writer();
    await subject.drain();
    const [first, second] = await claimed(2);
    const answer = gate();
    beforeWrite = () => answer.opened;
    await subject.add(handedBack(first!));
    await eventually(() => expect(writes).toHaveLength(1));
    await subject.add(handedBack(second!));
    answer.open();
    await subject.drain();
    expect([writes, world.recorded]).toEqual([
      [['s1'], ['s2']],
      ['s1', 's2'],
    ]);
    await subject.drain();
    expect(writes).toHaveLength(2);
  });

  it('with two hundred at a time; who adds waits only where four hundred wait', async () => {
    const subject = writer();
    const units = await claimed(401);
    const answer = gate();
    beforeWrite = () => answer.opened;
    for (const record of units.slice(0, 399)) await subject.add(handedBack(record));
    const full = subject.add(handedBack(units[399]!));
    let isTaken = false;
    void full.then(() => (isTaken = true));
    await eventually(() => expect(writes).toHaveLength(1));
    expect(isTaken).toBe(false);
    answer.open();
    await full;
    await subject.drain();
    expect(writes.map((batch) => batch.length)).toEqual([200, 200]);
  });
});

/** Time that passes only where it is let. */
class StillClock implements Clock {
  /** Milliseconds that somebody waits for, and how to let them pass. */
  readonly waits: { readonly ms: number; readonly pass: () => void }[] = [];

  now(): number {
    return world.clock.now();
  }

  monotonic(): number {
    return world.clock.monotonic();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waits.push({ ms, pass: resolve });
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

describe('while no time passes, a writer', () => {
  let still: StillClock;
  let subject: OutcomeWriter;
  /** One a write that began, in order. */
  let gates: ReturnType<typeof gate>[];

  beforeEach(() => {
    still = new StillClock();
    gates = [];
    subject = writer({ clock: still });
  });
  const hold = (): void => {
    beforeWrite = () => {
      const next = gate();
      gates.push(next);
      return next.opened;
    };
  };
  const sizes = (): number[] => writes.map((batch) => batch.length);
  const someTurns = () => new Promise((resolve) => setTimeout(resolve, 5));
  const addAll = async (units: readonly UnitRecord[]): Promise<void> => {
    for (const record of units) await subject.add(handedBack(record));
  };

  it('waits for 25 ms for others to come', async () => {
    const [first, second] = await claimed(2);
    await addAll([first!]);
    await someTurns();
    await addAll([second!]);
    expect([sizes(), still.waits.map(({ ms }) => ms)]).toEqual([[], [25]]);
    still.waits[0]!.pass();
    await eventually(() => expect(sizes()).toEqual([2]));
  });

  it('writes two hundred at once', async () => {
    await addAll(await claimed(200));
    await eventually(() => expect(world.recorded).toHaveLength(200));
    expect(sizes()).toEqual([200]);
  });

  it('writes at once what somebody waits for, and what comes meanwhile', async () => {
    const [first, second] = await claimed(2);
    hold();
    await addAll([first!]);
    const drained = subject.drain();
    await eventually(() => expect(gates).toHaveLength(1));
    await addAll([second!]);
    gates[0]!.open();
    await eventually(() => expect(gates).toHaveLength(2));
    gates[1]!.open();
    await drained;
    expect([sizes(), world.recorded]).toEqual([
      [1, 1],
      ['s1', 's2'],
    ]);
  });

  it('ends where the lease is lost', async () => {
    await addAll(await claimed(1));
    world.loseLease();
    expect(() => lease.check(0)).toThrow('not held');
    await someTurns();
    await subject.drain();
    expect([sizes(), world.recorded]).toEqual([[], []]);
  });

  it('holds nobody back by what is recorded', async () => {
    const units = await claimed(400);
    await addAll(units.slice(0, 200));
    await eventually(() => expect(world.recorded).toHaveLength(200));
    hold();
    await addAll(units.slice(200));
    await eventually(() => expect(gates).toHaveLength(1));
    gates[0]!.open();
    await eventually(() => expect(world.recorded).toHaveLength(400));
  });

  it('lets go of whom it holds back once there is room, though more is written', async () => {
    const units = await claimed(401);
    hold();
    await addAll(units.slice(0, 399));
    let isTaken = false;
    const held = subject.add(handedBack(units[399]!)).then(() => (isTaken = true));
    await eventually(() => expect(gates).toHaveLength(1));
    await someTurns();
    expect(isTaken).toBe(false);
    gates[0]!.open();
    await held;
    await eventually(() => expect(gates).toHaveLength(2));
    gates[1]!.open();
    await eventually(() => expect(world.recorded).toHaveLength(400));
  });
});

describe('an outcome whose record moved on', () => {
  it('is settled again on the newer one, while the claim is still ours', async () => {
    const subject = writer();
    const [record, other] = await claimed(2);
    await moveOn(record!);
    for (const unit of [record!, other!]) await subject.add(handedBack(unit));
    await subject.drain();
    expect([writes, world.recorded]).toEqual([
      [['s1', 's2'], ['s1']],
      ['s2', 's1'],
    ]);
    expect(await world.unit('s1')).toMatchObject({ version: record!.version + 2, delivery: { claim: null } });
    expect(world.said).toEqual([]);
  });

  it('is dropped where another fence has the claim, and that is said of this district', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    const claim = { districtId: DISTRICT, fence: lease.fence + 1, owner: 'another', limit: 1 };
    await world.ledger.sectionAssessments.claimDeliveries({ ...claim, now: world.clock.now() });
    await subject.add(handedBack(record!));
    await subject.drain();
    const fields = { district: DISTRICT, unit: 's1', fence: lease.fence };
    expect(world.logs).toEqual([{ message: 'an outcome came after its claim', fields }]);
    expect([world.recorded, (await world.unit('s1')).delivery.claim?.owner]).toEqual([[], 'another']);
  });

  it('is given up after eight times, and that is said of this district', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    beforeWrite = async () => moveOn(await world.unit('s1'));
    await subject.add(handedBack(record!));
    await subject.drain();
    expect(writes).toHaveLength(8);
    expect(world.logs).toEqual([{ message: 'outcomes kept conflicting', fields: { district: DISTRICT, units: 1 } }]);
  });
});

describe('a writer whose ledger does not answer', () => {
  it('asks again until it does, and says so once', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    beforeWrite = async () => {
      world.clock.advance(250);
      if (writes.length < 4) throw new Error('away');
    };
    await subject.add(handedBack(record!));
    const drained = subject.drain();
    await eventually(() => {
      world.clock.advance(250);
      expect(world.recorded).toEqual(['s1']);
    });
    await drained;
    expect([writes.length, world.said]).toEqual([4, ['the ledger does not take outcomes; trying again']]);
  });

  it('knows what was stored though its reply was lost', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    const { sectionAssessments } = world.ledger;
    const stored: string[] = [];
    const recordOutcomes: Store['recordOutcomes'] = async (batch, token) => {
      const answer = await sectionAssessments.recordOutcomes(batch, token);
      if (stored.push(token ?? '') === 1) throw new Error('the reply was lost');
      return answer;
    };
    const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, recordOutcomes } };
    const other = new OutcomeWriter({ ...world.environment, ledger }, lease);
    await subject.drain();
    await other.add(handedBack(record!));
    await other.drain();
    expect([new Set(stored).size, world.recorded]).toEqual([1, ['s1']]);
    expect((await world.unit('s1')).version).toBe(record!.version + 1);
  });

  it('goes on with the next, where a mistake of ours keeps one from being settled', async () => {
    const subject = writer();
    const [broken, good] = await claimed(2);
    const answer = gate();
    beforeWrite = () => answer.opened;
    await subject.add({ ...handedBack(broken!), result: null as never });
    await eventually(() => expect(world.said).toEqual(['outcomes could not be settled']));
    answer.open();
    await subject.add(handedBack(good!));
    await subject.drain();
    expect(world.recorded).toEqual(['s2']);
  });
});

describe('a writer whose lease is lost', () => {
  it('writes nothing of what waits', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    world.loseLease();
    expect(() => lease.check(0)).toThrow('not held');
    await subject.add(handedBack(record!));
    await subject.drain();
    expect([writes, world.recorded]).toEqual([[], []]);
  });

  it('asks a ledger that does not answer no more', async () => {
    const subject = writer();
    const [record] = await claimed(1);
    beforeWrite = async () => {
      throw new Error('away');
    };
    await subject.add(handedBack(record!));
    await eventually(() => expect(writes).toHaveLength(1));
    world.loseLease();
    await subject.drain();
    expect(world.recorded).toEqual([]);
  });
});
