import type { EpochMs } from '@passback/domain';
import type { Lane, LaneStore } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';

/** Renewals within one lease: two may fail before it runs out. */
const RENEWALS_PER_LEASE = 3;
/** Tries after a renewal that the ledger did not answer, within one interval. */
const RETRIES_PER_INTERVAL = 5;

export interface LeaseOptions {
  readonly lanes: LaneStore;
  readonly lane: Lane;
  readonly leaseMs: number;
  /** When the lease was asked for: it may be shorter than the ledger says, never longer. */
  readonly askedAt: EpochMs;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * A lane while it is held. Renewed at a third of the lease; when it is lost, or nobody knows for long enough, `lost` aborts and
 * from then on nothing may be written any more.
 */
export class Lease {
  readonly fence: number;
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  readonly #ended = new AbortController();
  #heldUntil: EpochMs;
  #renewing: Promise<void>;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.fence = options.lane.fence;
    this.#heldUntil = options.askedAt + options.leaseMs;
    this.#renewing = this.#keep();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Whether the lane is certainly held for another `ms`: asked before each write, so that a request is over, answered or timed out,
   * before another process can take the lane. A process that was frozen finds its lease void here.
   */
  async isHeldFor(ms: number): Promise<boolean> {
    if (!this.#isVoid() && this.#options.clock.now() + ms > this.#heldUntil) await this.#renew();
    return !this.#isVoid() && this.#options.clock.now() + ms <= this.#heldUntil;
  }

  /** Stops renewing and gives the lane free, if it is still held. */
  async release(): Promise<void> {
    this.#ended.abort();
    await this.#renewing;
    if (this.#lost.signal.aborted) return;
    const { lanes, lane, logger } = this.#options;
    await lanes.release(lane.districtId, this.fence).catch((error: unknown) => {
      logger.warn({ err: error, district: lane.districtId }, 'a lane could not be given free; its lease runs out');
    });
  }

  async #keep(): Promise<void> {
    const { leaseMs, clock } = this.#options;
    const intervalMs = leaseMs / RENEWALS_PER_LEASE;
    let waitMs = intervalMs;
    while (!this.#ended.signal.aborted && !this.#lost.signal.aborted) {
      await clock.sleep(Math.max(0, Math.min(waitMs, this.#heldUntil - clock.now())), this.#ended.signal);
      if (this.#ended.signal.aborted || this.#isVoid()) return;
      waitMs = (await this.#renew()) ? intervalMs : intervalMs / RETRIES_PER_INTERVAL;
    }
  }

  /** False when the ledger did not answer. */
  async #renew(): Promise<boolean> {
    const { lanes, lane, leaseMs, clock, logger } = this.#options;
    const askedAt = clock.now();
    try {
      if (await lanes.renew(lane.districtId, this.fence, leaseMs, askedAt)) this.#heldUntil = askedAt + leaseMs;
      else this.#lose();
      return true;
    } catch (error) {
      logger.warn({ err: error, district: lane.districtId }, 'a lease could not be renewed');
      return false;
    }
  }

  #isVoid(): boolean {
    if (this.#options.clock.now() >= this.#heldUntil) this.#lose();
    return this.#lost.signal.aborted;
  }

  #lose(): void {
    if (this.#lost.signal.aborted || this.#ended.signal.aborted) return;
    this.#options.logger.warn(
      { district: this.#options.lane.districtId, fence: this.fence },
      'a lease was lost; the lane stops at once',
    );
    this.#lost.abort();
  }
}
