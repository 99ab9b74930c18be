import { SisError } from '@passback/powerschool';
import type { Lane } from '@passback/ledger';
import type { LaneEnvironment } from './lane-environment.ts';

/**
 * A lease has to outlast a request, however long the district lets a request take, and is never renewed so late that it would not. No longer:
 * after a crash a district waits until it ends.
 */
const LEASE_PER_TIMEOUT = 1.5;
/** Renewals within one lease: one may fail before a request would not fit into the rest of it, and five before it runs out. */
const RENEWALS_PER_LEASE = 6;
/** Tries after a renewal that the ledger did not answer, within one interval. */
const RETRIES_PER_INTERVAL = 5;

/** What a request fails with that a lane let go of: nobody's failure, and the unit stays due. */
export function letGo(why: string): SisError {
  return new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE' }, why);
}

/**
 * A lane while this process has it. Renewed at a sixth of the lease; when it is lost, or nobody knows for long enough, `lost` aborts and
 * from then on nothing may be sent any more. Its time is counted by a clock that nobody sets, from before the ledger was asked: it may
 * end here before it does in the ledger, never after.
 */
export class Lease {
  /** As it was taken. */
  readonly taken: Lane;
  readonly #environment: LaneEnvironment;
  readonly #lost = new AbortController();
  readonly #ended = new AbortController();
  #leaseMs: number;
  #sureUntil: number;
  #renewing: Promise<boolean> | null = null;
  readonly #keeping: Promise<void>;

  /** Null while another process has the lane. `timeoutMs`: the longest that a request may take. Throws what the ledger throws. */
  static async take(environment: LaneEnvironment, districtId: string, timeoutMs: number): Promise<Lease | null> {
    const leaseMs = leaseFor(environment, timeoutMs);
    const sureUntil = environment.clock.monotonic() + leaseMs;
    const lane = await environment.ledger.lanes.acquire(districtId, environment.owner, leaseMs);
    return lane === null ? null : new Lease(environment, lane, { leaseMs, sureUntil });
  }

  private constructor(environment: LaneEnvironment, lane: Lane, time: { leaseMs: number; sureUntil: number }) {
    this.#environment = environment;
    this.taken = lane;
    this.#leaseMs = time.leaseMs;
    this.#sureUntil = time.sureUntil;
    this.#keeping = this.#keep();
  }

  get fence(): number {
    return this.taken.fence;
  }

  /** Aborts with what requests are to fail with. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** From the next renewal on it is as long as requests of this length need. */
  outlast(timeoutMs: number): void {
    this.#leaseMs = leaseFor(this.#environment, timeoutMs);
  }

  /**
   * Throws `interrupted` unless the lane is certainly ours for another `ms`. Asked right before a request goes, with the time that it may
   * take, so that it is over, answered or cut off, before another process can take the lane. Reads the clock and waits for nothing: a
   * process that was frozen finds its lease void here, before any timer of it could say so.
   */
  check(ms: number): void {
    const leftMs = this.#leftMs();
    if (leftMs > 0 && leftMs >= ms && !this.#lost.signal.aborted && !this.#ended.signal.aborted) return;
    if (leftMs <= 0) this.#lose();
    else void this.#renew();
    throw letGo('the lane is not held for long enough to send this');
  }

  /** Stops renewing and gives the lane free, if it is still ours. */
  async release(): Promise<void> {
    this.#ended.abort();
    await this.#keeping;
    if (this.#lost.signal.aborted) return;
    const { ledger, logger } = this.#environment;
    await ledger.lanes.release(this.taken.districtId, this.fence).catch((error: unknown) => {
      const fields = { err: error, district: this.taken.districtId };
      logger.warn(fields, 'a lane could not be given free; its lease runs out');
    });
  }

  async #keep(): Promise<void> {
    const { clock } = this.#environment;
    let isAnswered = true;
    while (!this.#ended.signal.aborted && !this.#lost.signal.aborted) {
      const intervalMs = this.#leaseMs / RENEWALS_PER_LEASE;
      const waitMs = isAnswered ? intervalMs : intervalMs / RETRIES_PER_INTERVAL;
      await clock.sleep(Math.max(0, Math.min(waitMs, this.#leftMs())), this.#ended.signal);
      if (this.#ended.signal.aborted) return;
      if (this.#leftMs() <= 0) return this.#lose();
      isAnswered = await this.#renew();
    }
  }

  /** One at a time, whoever asks for it. False when the ledger did not answer. */
  #renew(): Promise<boolean> {
    return (this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = null;
    }));
  }

  async #renewOnce(): Promise<boolean> {
    const { ledger, clock, logger } = this.#environment;
    const { districtId } = this.taken;
    const leaseMs = this.#leaseMs;
    const sureUntil = clock.monotonic() + leaseMs;
    try {
      if (await ledger.lanes.renew(districtId, this.fence, leaseMs)) this.#sureUntil = sureUntil;
      else this.#lose();
      return true;
    } catch (error) {
      logger.warn({ err: error, district: districtId }, 'a lease could not be renewed');
      return false;
    }
  }

  #leftMs(): number {
    return this.#sureUntil - this.#environment.clock.monotonic();
  }

  #lose(): void {
    if (this.#lost.signal.aborted || this.#ended.signal.aborted) return;
    const fields = { district: this.taken.districtId, fence: this.fence };
    this.#environment.logger.warn(fields, 'a lease was lost; the lane stops at once');
    this.#lost.abort(letGo('the lane is not ours any more'));
  }
}

function leaseFor({ leaseMs }: LaneEnvironment, timeoutMs: number): number {
  return Math.max(leaseMs, timeoutMs * LEASE_PER_TIMEOUT);
}
