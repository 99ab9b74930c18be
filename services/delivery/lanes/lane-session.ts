import type { EpochMs } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import { Recall } from '../unit/recall.ts';
import { DeliveryRound } from './delivery-round.ts';
import { closeHeldLane, type HeldLane, openHeldLane } from './held-lane.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { Lease } from './lease.ts';

/** A lease has to outlast a request twice over, however long the district lets a request take. */
const LEASE_PER_TIMEOUT = 2;
/** An idle lane is held this long, so that the next wake-up of the same run finds its token and caches. */
const LINGER_MS = 2_000;
/** Another process has the lane: it is asked again after this, or at the next wake-up. */
const TAKEN_RETRY_MS = 2_000;
const UNKNOWN_DISTRICT_RETRY_MS = 60_000;
const RUNS_REMEMBERED = 20;
const RUN_LIFE_MS = 60 * 60_000;

/** When this district may be looked at again; null: whenever it has work. */
export interface SessionEnd {
  readonly notBefore: EpochMs | null;
  /** True where no wake-up makes it worth looking before. */
  readonly isFirm: boolean;
}

const ANY_TIME: SessionEnd = { notBefore: null, isFirm: false };

/**
 * One district's turn in this process: takes the lane, delivers what is due at the district's own pace, and gives the lane free
 * when nothing is left, when its circuit opens, or when it is asked to. Nothing in it waits for another district.
 */
export class LaneSession {
  readonly districtId: string;
  readonly startedAt: EpochMs;
  readonly #environment: LaneEnvironment;
  readonly #finishing = new AbortController();
  readonly #interrupted = new AbortController();
  readonly #runTraces: Recall<string | null>;
  #wake = new AbortController();
  #round: DeliveryRound | null = null;
  #held: HeldLane | null = null;
  #isIdle = false;

  constructor(districtId: string, environment: LaneEnvironment) {
    this.districtId = districtId;
    this.#environment = environment;
    this.startedAt = environment.clock.now();
    this.#runTraces = new Recall(() => environment.clock.now(), RUN_LIFE_MS, RUNS_REMEMBERED);
  }

  /** The lane while it is held: its connector serves commands for the same district too, at the same pace. */
  get held(): HeldLane | null {
    return this.#held;
  }

  /** True while nothing is due: it waits a little for more. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Records how much of its pace the lane used since this was asked last; nothing while nothing is due. */
  measure(): void {
    this.#round?.measure();
  }

  /** Something of this district became due. */
  wake(): void {
    this.#held?.tools.expire();
    this.#round?.wake();
    this.#wake.abort();
  }

  /** Begins no more units; those in hand end in their time, the others are given back. */
  finish(): void {
    this.#finishing.abort();
    this.#round?.stop();
  }

  /** Lets go of the units in hand as well. */
  interrupt(): void {
    this.finish();
    this.#interrupted.abort();
  }

  /** Throws what the ledger throws; the lane was given free, or its lease runs out. */
  async run(): Promise<SessionEnd> {
    const { ledger, clock, logger, owner } = this.#environment;
    const district = await ledger.districts.get(this.districtId);
    if (district === null) {
      logger.warn({ district: this.districtId }, 'units are due of a district that has no settings');
      return { notBefore: clock.now() + UNKNOWN_DISTRICT_RETRY_MS, isFirm: true };
    }
    const leaseMs = Math.max(this.#environment.leaseMs, district.settings.powerschool.timeoutMs * LEASE_PER_TIMEOUT);
    const askedAt = clock.now();
    const lane = await ledger.lanes.acquire(this.districtId, owner, leaseMs, askedAt);
    if (lane === null) return { notBefore: clock.now() + TAKEN_RETRY_MS, isFirm: false };
    const lease = new Lease({ lanes: ledger.lanes, lane, leaseMs, askedAt, clock, logger });
    const held = openHeldLane(this.#environment, district, lane, lease, this.#interrupted.signal);
    const onLost = (): void => this.#round?.stop();
    lease.lost.addEventListener('abort', onLost, { once: true });
    this.#held = held;
    try {
      return await this.#work(held);
    } finally {
      this.#held = null;
      await closeHeldLane(held);
      await lease.release();
    }
  }

  async #work(held: HeldLane): Promise<SessionEnd> {
    const { condition, tools } = held;
    if (condition.circuit.state !== 'closed') {
      const waitUntil = await this.#probe(held);
      if (waitUntil !== null) return { notBefore: waitUntil, isFirm: true };
    }
    while (!this.#isToEnd(held)) {
      const { waitUntil } = await this.#deliver(held, tools.district.settings.powerschool.concurrency);
      if (waitUntil !== null) return { notBefore: waitUntil, isFirm: true };
      if (condition.circuit.state === 'open') return { notBefore: condition.circuit.probeAt, isFirm: true };
      if (!(await this.#isMoreDueSoon(held))) return ANY_TIME;
    }
    return ANY_TIME;
  }

  /** Credentials first, then one unit alone. Null when the district may go on, else when it may be tried again. */
  async #probe(held: HeldLane): Promise<EpochMs | null> {
    const { condition, tools } = held;
    const now = this.#environment.clock.now();
    if (condition.circuit.state === 'open' && (condition.circuit.probeAt ?? 0) > now) return condition.circuit.probeAt;
    condition.observe({ kind: 'probing' });
    try {
      await (await tools.current()).gradebook.authenticate();
    } catch (error) {
      if (!(error instanceof SisError)) throw error;
      if (error.class === 'interrupted') return now;
      condition.observe({ kind: 'districtFailure', code: error.code, message: error.message });
      return condition.circuit.probeAt;
    }
    const { delivered, waitUntil } = await this.#deliver(held, 1, 1);
    if (delivered === 0 && !this.#isToEnd(held)) condition.observe({ kind: 'success' });
    if (condition.circuit.state === 'closed') return waitUntil;
    return waitUntil ?? condition.circuit.probeAt ?? now;
  }

  async #deliver(
    held: HeldLane,
    workers: number,
    maxUnits?: number,
  ): Promise<{ delivered: number; waitUntil: EpochMs | null }> {
    if (this.#isToEnd(held)) return { delivered: 0, waitUntil: null };
    const runTraceparent = (runId: string | null): Promise<string | null> => this.#runTraceparent(runId);
    const limit = maxUnits === undefined ? {} : { maxUnits };
    this.#round = new DeliveryRound(this.#environment, held, { workers, runTraceparent, ...limit });
    try {
      return await this.#round.run();
    } finally {
      this.#round = null;
    }
  }

  /** Waits a little for more work; false when the lane had better be given free. */
  async #isMoreDueSoon(held: HeldLane): Promise<boolean> {
    const { ledger, clock } = this.#environment;
    const wake = (this.#wake = new AbortController());
    const until = clock.now() + LINGER_MS;
    const nextDueAt = await ledger.sectionAssessments.nextDueAt(this.districtId);
    const waitMs = Math.min(until, nextDueAt ?? until) - clock.now();
    const signal = AbortSignal.any([wake.signal, this.#finishing.signal, held.lease.lost]);
    this.#isIdle = true;
    await clock.sleep(Math.max(0, waitMs), signal);
    this.#isIdle = false;
    return wake.signal.aborted || (nextDueAt !== null && nextDueAt <= clock.now());
  }

  #isToEnd({ lease }: HeldLane): boolean {
    return this.#finishing.signal.aborted || lease.lost.aborted;
  }

  async #runTraceparent(runId: string | null): Promise<string | null> {
    if (runId === null) return null;
    const { ledger } = this.#environment;
    return this.#runTraces.get(runId, async () => (await ledger.runs.get(this.districtId, runId))?.traceparent ?? null);
  }
}
