import { beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitRecord } from '@passback/domain';
import type { Troubles } from '@passback/service-kit';
import { MovableClock } from '../testing/clock.fixture.ts';
import { ClaimQueue, claimTroublesOf } from './claim-queue.ts';

const FENCE = 3;
const BATCH = 4;

let clock: MovableClock;
/** Ids that are due and nobody has claimed. */
let due: string[];
/** Units as the ledger has them: by whom each is claimed. */
let fences: Map<string, number>;
let claims: number[];
let reads: string[][];
let isLedgerDown: boolean;
let warned: unknown[];
let claimTroubles: Troubles;

beforeEach(() => {
  clock = new MovableClock();
  [due, claims, reads, fences, isLedgerDown, warned] = [[], [], [], new Map(), false, []];
  claimTroubles = claimTroublesOf({ warn: (fields: unknown) => void warned.push(fields) });
});

const unit = (id: string, version = 1) =>
  ({
    sectionAssessmentId: id,
    version,
    delivery: { claim: { owner: 'this', fence: fences.get(id) ?? FENCE, at: 0 } },
  }) as UnitRecord;

function queue(options: { readonly maxUnits?: number } = {}): ClaimQueue {
  const sectionAssessments = {
    claimDeliveries: async ({ limit }: { limit: number }) => {
      if (isLedgerDown) throw new Error('away');
      claims.push(limit);
      return due.splice(0, limit).map((id) => unit(id));
    },
    load: async (_districtId: string, ids: readonly string[]) => {
      reads.push([...ids]);
      return ids.map((id) => unit(id, 2));
    },
  };
  const environment = { ledger: { sectionAssessments }, owner: 'this', clock, claimTroubles };
  return new ClaimQueue(environment, { districtId: 'lincoln', fence: FENCE }, { batch: BATCH, ...options });
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `s${n + 1}`);
const idOf = async (next: Promise<UnitRecord | null>) => (await next)?.sectionAssessmentId ?? null;

/** Takes and ends one after the other until there is none left. */
async function drain(subject: ClaimQueue): Promise<string[]> {
  const taken: string[] = [];
  for (let record = await subject.next(); record !== null; record = await subject.next()) {
    taken.push(record.sectionAssessmentId);
    subject.done();
  }
  return taken;
}

describe('claimed units', () => {
  it('are handed out in order, with the next ones claimed ahead, until none is due', async () => {
    due = ids(10);
    expect(await drain(queue())).toEqual(ids(10));
    expect(claims[0]).toBe(BATCH);
  });

  it('are as many at once as go in 150 ms, twice as many as before at the most, and never fewer than at first', async () => {
    due = ids(2_000);
    const subject = queue();
    const go = async (units: number, msEach: number): Promise<void> => {
      for (let n = 0; n < units; n++) {
        await subject.next();
        subject.done();
        clock.advance(msEach);
        await new Promise(setImmediate);
      }
    };
    await go(4, 5);
    expect(claims).toEqual([BATCH, 2 * BATCH]);
    await go(300, 5);
    const fast = Math.max(...claims);
    expect(fast).toBeGreaterThan(25);
    expect(fast).toBeLessThanOrEqual(30);
    claims = [];
    await go(100, 1_000);
    expect([Math.min(...claims), claims.at(-1)]).toEqual([BATCH, BATCH]);
  });

  it('are never more at once than a claim may hold', async () => {
    due = ids(4_000);
    await drain(queue());
    expect(Math.max(...claims)).toBe(64);
  });

  it('are not claimed ahead where none was left, until something becomes due', async () => {
    due = ids(BATCH - 1);
    const subject = queue();
    for (let n = 1; n < BATCH; n++) await subject.next();
    await new Promise(setImmediate);
    expect(claims).toEqual([BATCH]);
    due = ids(2);
    subject.wake();
    expect(await idOf(subject.next())).toBe('s1');
    expect(claims).toHaveLength(2);
  });

  it('are no more than asked for, and no more are claimed', async () => {
    due = ids(10);
    const subject = queue({ maxUnits: 1 });
    expect(await drain(subject)).toEqual(['s1']);
    expect([due.length, await subject.stop()]).toEqual([9, []]);
  });

  it('end only when none is in hand either: one in hand may make another due', async () => {
    due = ids(1);
    const subject = queue();
    await subject.next();
    const second = subject.next();
    await new Promise(setImmediate);
    due = ['late'];
    subject.wake();
    expect(await idOf(second)).toBe('late');
    const third = subject.next();
    subject.done();
    subject.done();
    expect(await third).toBeNull();
    expect(clock.sleeping).toBe(0);
  });

  it('are looked for again every second while others are in hand, without being woken', async () => {
    due = ids(1);
    const subject = queue();
    await subject.next();
    const second = subject.next();
    while (clock.sleeping === 0) await new Promise(setImmediate);
    due = ['late'];
    clock.advance(1_000);
    expect(await idOf(second)).toBe('late');
  });

  it('that waited long are read again, and left to who holds them by now', async () => {
    due = ids(4);
    const subject = queue();
    expect(await idOf(subject.next())).toBe('s1');
    fences.set('s3', FENCE + 1);
    clock.advance(5_001);
    expect(await subject.next()).toMatchObject({ sectionAssessmentId: 's2', version: 2 });
    expect(reads).toEqual([['s2', 's3', 's4']]);
    expect(await subject.next()).toMatchObject({ sectionAssessmentId: 's4', version: 2 });
  });
});

describe('a queue that is stopped', () => {
  it('gives back what was claimed and not handed out, and hands out no more', async () => {
    due = ids(6);
    const subject = queue();
    await subject.next();
    const left = await subject.stop();
    expect(left.map(({ sectionAssessmentId }) => sectionAssessmentId)).toEqual(['s2', 's3', 's4']);
    expect(await subject.next()).toBeNull();
    expect(await subject.stop()).toEqual([]);
  });

  it('wakes who waits for more', async () => {
    due = ids(1);
    const subject = queue();
    await subject.next();
    const waiting = subject.next();
    await subject.stop();
    expect(await waiting).toBeNull();
    expect(clock.sleeping).toBe(0);
  });
});

it('a ledger that is away is thrown to who asks, and is asked again by the next', async () => {
  due = ids(1);
  isLedgerDown = true;
  const subject = queue();
  await expect(subject.next()).rejects.toThrow('away');
  isLedgerDown = false;
  expect(await idOf(subject.next())).toBe('s1');
});

it('a ledger that is away while units are claimed ahead is said once, and those that are there go on', async () => {
  due = ids(BATCH);
  const subject = queue();
  await subject.next();
  isLedgerDown = true;
  for (let n = 2; n <= BATCH; n++) {
    expect(await idOf(subject.next())).toBe(`s${n}`);
    await new Promise(setImmediate);
  }
  expect(warned).toEqual([{ err: new Error('away'), district: 'lincoln' }]);
});

it('a ledger that is away is said once by all queues of a process, until units could be claimed ahead again', async () => {
  const failAhead = async (): Promise<void> => {
    [due, isLedgerDown] = [ids(BATCH), false];
    const subject = queue({ maxUnits: 9 });
    await subject.next();
    isLedgerDown = true;
    for (let n = 2; n < BATCH; n++) await subject.next();
    await new Promise(setImmediate);
  };
  await failAhead();
  await failAhead();
  expect(warned).toHaveLength(1);
  [due, isLedgerDown] = [ids(10), false];
  await drain(queue());
  await failAhead();
  expect(warned).toHaveLength(2);
});
