import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ledger, openLedger } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { MovableClock } from '../testing/clock.fixture.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { Lease } from './lease.ts';

const LEASE_MS = 30_000;
const TIMEOUT_MS = 10_000;
const INTERRUPTED: unknown = expect.objectContaining({ class: 'interrupted', uncertain: false });

let clock: MovableClock;
let ledger: Ledger;
let renewals: number;
/** What the ledger does at a renewal, before it answers; false: it does not answer. */
let answers: () => boolean | Promise<boolean>;
let said: string[];
let leases: Lease[];

beforeEach(async () => {
  clock = new MovableClock();
  ledger = await openLedger({ url: 'sqlite::memory:', leaseClock: () => clock.leaseNow() });
  [renewals, said, leases] = [0, [], []];
  answers = () => true;
});
afterEach(async () => {
  for (const lease of leases) await lease.release();
  expect(clock.sleeping).toBe(0);
  await ledger.close();
});

function environment(): LaneEnvironment {
  const lanes: Ledger['lanes'] = {
    ...ledger.lanes,
    renew: async (...args) => {
      renewals += 1;
      if (!(await answers())) throw new Error('the ledger is away');
      return ledger.lanes.renew(...args);
    },
  };
  const logger = { warn: (_fields: unknown, message: string) => void said.push(message) };
  const parts = { ledger: { ...ledger, lanes }, clock, logger, owner: 'this', leaseMs: LEASE_MS };
  return parts as unknown as LaneEnvironment;
}

async function take(timeoutMs = TIMEOUT_MS): Promise<Lease> {
  const lease = await Lease.take(environment(), 'lincoln', timeoutMs);
  if (lease === null) throw new Error('the lane is taken');
  leases.push(lease);
  return lease;
}

const checked = (lease: Lease, ms = TIMEOUT_MS) => {
  try {
    lease.check(ms);
    return 'held';
  } catch (error) {
    expect(error).toEqual(INTERRUPTED);
    return 'let go';
  }
};

describe('taking a lane', () => {
  it('gives null while another holds it, and the next fence after', async () => {
    const first = await take();
    expect(await Lease.take(environment(), 'lincoln', TIMEOUT_MS)).toBeNull();
    await first.release();
    expect([first.fence, (await take()).fence]).toEqual([1, 2]);
  });

  it('is for one and a half times a request’s time, where that is longer', async () => {
    const { lane } = await take(40_000);
    expect(lane.leasedUntil - clock.leaseNow()).toBeGreaterThan(59_000);
  });
});

describe('a lease, from held', () => {
  it.each([TIMEOUT_MS, 40_000])(
    'stays held for a request of %i ms: it is renewed at each sixth of it',
    async (timeoutMs) => {
      const lease = await take(timeoutMs);
      const leaseMs = Math.max(LEASE_MS, 1.5 * timeoutMs);
      for (let renewal = 1; renewal <= 9; renewal += 1) {
        clock.advance(leaseMs / 6);
        expect(checked(lease, timeoutMs)).toBe('held');
        await eventually(() => expect(renewals).toBe(renewal));
        expect(checked(lease, timeoutMs)).toBe('held');
      }
      expect(said).toEqual([]);
    },
  );

  it('to lost, when its time is over before any timer says so: the very check finds it', async () => {
    const lease = await take();
    answers = () => new Promise<never>(() => undefined);
    // Nothing of this process runs between these two lines, as in one that was frozen.
    clock.advance(LEASE_MS);
    expect(checked(lease, 0)).toBe('let go');
    expect(lease.lost.aborted).toBe(true);
    expect(lease.lost.reason).toEqual(INTERRUPTED);
    expect(said).toEqual(['a lease was lost; the lane stops at once']);
  });

  it('to lost, when another process took the lane', async () => {
    const lease = await take();
    await clock.withLeasesAhead(2 * LEASE_MS, () => ledger.lanes.acquire('lincoln', 'another', 10 * LEASE_MS));
    clock.advance(LEASE_MS / 3);
    await eventually(() => expect(lease.lost.aborted).toBe(true));
    expect(checked(lease, 0)).toBe('let go');
  });

  it('to too short for a write and not for a read, while the ledger does not answer; to held once it does', async () => {
    const lease = await take();
    answers = () => false;
    clock.advance(LEASE_MS - TIMEOUT_MS + 1_000);
    await eventually(() => expect(renewals).toBe(1));
    expect([checked(lease), checked(lease, 0)]).toEqual(['let go', 'held']);
    expect(lease.lost.aborted).toBe(false);
    answers = () => true;
    // The check itself sees to it: no timer has to come round first.
    await eventually(() => expect(checked(lease)).toBe('held'));
    expect(lease.lost.aborted).toBe(false);
  });

  it('to lost, when the ledger does not answer until its time is over', async () => {
    const lease = await take();
    answers = () => false;
    for (let passed = 0; passed < LEASE_MS; passed += 1_000) {
      clock.advance(1_000);
      await new Promise(setImmediate);
    }
    await eventually(() => expect(lease.lost.aborted).toBe(true));
    expect(renewals).toBeGreaterThanOrEqual(5);
  });

  it('to held for longer, when requests may take longer from now on', async () => {
    const lease = await take();
    lease.outlast(40_000);
    expect(checked(lease, 40_000)).toBe('let go');
    await eventually(() => expect(checked(lease, 40_000)).toBe('held'));
  });

  it('to free, when it is released: another process has it at once, and nothing is sent any more', async () => {
    const lease = await take();
    await lease.release();
    expect(checked(lease, 0)).toBe('let go');
    expect(await ledger.lanes.acquire('lincoln', 'another', LEASE_MS)).toMatchObject({ fence: 2 });
    expect([lease.lost.aborted, said]).toEqual([false, []]);
  });
});

describe('a lease, once lost', () => {
  it('stays lost, though the ledger would still renew it', async () => {
    const lease = await take();
    clock.advance(LEASE_MS);
    expect(checked(lease, 0)).toBe('let go');
    answers = () => true;
    clock.advance(LEASE_MS);
    expect(checked(lease, 0)).toBe('let go');
    await lease.release();
    expect(await ledger.lanes.get('lincoln')).toMatchObject({ owner: 'this', fence: 1 });
  });

  it('is not what a clock that is set makes it', async () => {
    const lease = await take();
    clock.setWrongBy(10 * LEASE_MS);
    expect(checked(lease)).toBe('held');
    clock.setWrongBy(-10 * LEASE_MS);
    clock.advance(LEASE_MS);
    expect(checked(lease, 0)).toBe('let go');
  });
});
