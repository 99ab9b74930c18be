import type { EpochMs, UnitRecord } from '@passback/domain';
import type { Lane, SectionAssessmentStore } from '@passback/ledger';
import { type Logger, Troubles } from '@passback/service-kit';
import type { LaneEnvironment } from './lane-environment.ts';

/** A claimed unit that waited this long is read again, so that a score changed meanwhile does not go out stale. */
const STALE_AFTER_MS = 5_000;
/** While the last units are in hand, how often it is looked whether others became due. */
const LOOK_AGAIN_MS = 1_000;

/** How much of what comes next is claimed at once, at the pace of now: a fast PowerSchool asks the ledger less often for each unit. */
const AHEAD_MS = 150;
/** What is claimed and not begun costs a crash two or three more reads of its section, where a create is not idempotent. */
const MAX_BATCH = 64;

export interface ClaimQueueOptions {
  /** Units of the first claim, and the fewest of the others: some ahead of those in hand, so that no worker waits for the ledger. */
  readonly batch: number;
  /** Most units that are handed out in all. */
  readonly maxUnits?: number;
}

interface ClaimQueueEnvironment extends Pick<LaneEnvironment, 'owner' | 'clock' | 'claimTroubles'> {
  readonly ledger: { readonly sectionAssessments: Pick<SectionAssessmentStore, 'claimDeliveries' | 'load'> };
}

/** Of all queues of a process: a queue lasts for a round only, and each would say the same. */
export function claimTroublesOf(logger: Pick<Logger, 'warn'>): Troubles {
  return new Troubles('claims', logger, 'units could not be claimed ahead; it is tried again');
}

/** Claimed units, handed out one by one, with the next ones claimed ahead. Ends when nothing is due and nothing in hand. */
export class ClaimQueue {
  readonly #environment: ClaimQueueEnvironment;
  readonly #lane: Pick<Lane, 'districtId' | 'fence'>;
  readonly #options: ClaimQueueOptions;
  #batch: number;
  /** The last claim found all that was due: who claims ahead finds nothing, until something becomes due. */
  #foundAll = false;
  #waiting: UnitRecord[] = [];
  #readAt: EpochMs = 0;
  /** When units were claimed last, and how many had been handed out by then. */
  #before: { readonly at: EpochMs; readonly handedOut: number } | null = null;
  #claiming: Promise<void> | null = null;
  #inHand = 0;
  #handedOut = 0;
  #isStopped = false;
  #wake = new AbortController();

  constructor(
    environment: ClaimQueueEnvironment,
    lane: Pick<Lane, 'districtId' | 'fence'>,
    options: ClaimQueueOptions,
  ) {
    this.#environment = environment;
    this.#lane = lane;
    this.#options = options;
    this.#batch = options.batch;
  }

  /** The next unit, or null when there is none left. Each is to be answered with `done`. Throws what the ledger throws. */
  async next(): Promise<UnitRecord | null> {
    for (;;) {
      if (this.#isOver()) return null;
      if (this.#waiting.length === 0) await this.#claim();
      else if (this.#environment.clock.now() - this.#readAt > STALE_AFTER_MS) await this.#readAgain();
      const unit = this.#isOver() ? undefined : this.#waiting.shift();
      if (unit !== undefined) {
        this.#inHand += 1;
        this.#handedOut += 1;
        if (!this.#foundAll && this.#waiting.length < this.#batch / 2 && !this.#isOver()) void this.#claimAhead();
        return unit;
      }
      if (this.#isOver() || this.#inHand === 0) return null;
      await this.#environment.clock.sleep(LOOK_AGAIN_MS, this.#wake.signal);
    }
  }

  done(): void {
    this.#inHand -= 1;
    if (this.#inHand === 0) this.wake();
  }

  /** Something may have become due. */
  wake(): void {
    this.#foundAll = false;
    const waking = this.#wake;
    this.#wake = new AbortController();
    waking.abort();
  }

  /** Hands out no more; resolves with the units that were claimed and not handed out. */
  async stop(): Promise<UnitRecord[]> {
    this.#isStopped = true;
    this.wake();
    await this.#claiming?.catch(() => undefined);
    return this.#waiting.splice(0);
  }

  #isOver(): boolean {
    return this.#isStopped || this.#handedOut >= (this.#options.maxUnits ?? Infinity);
  }

  /** Whoever finds nothing left claims again, and is told what is wrong. */
  async #claimAhead(): Promise<void> {
    const { claimTroubles } = this.#environment;
    const ids = { district: this.#lane.districtId };
    await this.#claim().then(
      () => claimTroubles.over(ids),
      (error: unknown) => claimTroubles.met(error, ids),
    );
  }

  #claim(): Promise<void> {
    this.#claiming ??= this.#claimOnce().finally(() => {
      this.#claiming = null;
    });
    return this.#claiming;
  }

  async #claimOnce(): Promise<void> {
    const { ledger, owner, clock } = this.#environment;
    const { districtId, fence } = this.#lane;
    const { maxUnits = Infinity } = this.#options;
    const now = clock.now();
    this.#adapt(now);
    const limit = Math.min(this.#batch, maxUnits - this.#handedOut - this.#waiting.length);
    if (limit <= 0) return;
    const claimed = await ledger.sectionAssessments.claimDeliveries({ districtId, fence, owner, now, limit });
    this.#foundAll = claimed.length < limit;
    if (this.#waiting.length === 0) this.#readAt = now;
    this.#waiting.push(...claimed);
  }

  #adapt(now: EpochMs): void {
    const before = this.#before;
    this.#before = { at: now, handedOut: this.#handedOut };
    if (before === null) return;
    const perMs = (this.#handedOut - before.handedOut) / Math.max(1, now - before.at);
    this.#batch = Math.max(this.#options.batch, Math.min(Math.round(perMs * AHEAD_MS), 2 * this.#batch, MAX_BATCH));
  }

  /** One read for all that wait. A unit that somebody else has claimed by now is not ours to deliver. */
  async #readAgain(): Promise<void> {
    const { ledger, clock } = this.#environment;
    const { districtId, fence } = this.#lane;
    const ids = this.#waiting.map(({ sectionAssessmentId }) => sectionAssessmentId);
    const now = clock.now();
    const read = await ledger.sectionAssessments.load(districtId, ids);
    const fresh = new Map(read.map((record) => [record.sectionAssessmentId, record]));
    this.#readAt = now;
    this.#waiting = this.#waiting.flatMap((unit) => {
      const record = fresh.get(unit.sectionAssessmentId) ?? unit;
      return record.delivery.claim?.fence === fence ? [record] : [];
    });
  }
}
