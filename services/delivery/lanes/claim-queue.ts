import type { EpochMs, UnitRecord } from '@passback/domain';
import type { SectionAssessmentStore } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';

/** A claimed unit that waited this long is read again, so that a score changed meanwhile does not go out stale. */
const STALE_AFTER_MS = 5_000;
/** While the last units are in hand, how often it is looked whether others became due. */
const LOOK_AGAIN_MS = 1_000;

export interface ClaimQueueOptions {
  readonly store: Pick<SectionAssessmentStore, 'claimDeliveries' | 'load'>;
  readonly districtId: string;
  readonly owner: string;
  readonly fence: number;
  readonly clock: Clock;
  /** Units of one claim: some ahead of those in hand, so that no worker waits for the ledger. */
  readonly batch: number;
  /** Most units that are handed out in all. */
  readonly maxUnits?: number;
}

/** Claimed units, handed out one by one, with the next ones claimed ahead. Ends when nothing is due and nothing in hand. */
export class ClaimQueue {
  readonly #options: ClaimQueueOptions;
  #waiting: UnitRecord[] = [];
  #readAt: EpochMs = 0;
  #claiming: Promise<void> | null = null;
  #inHand = 0;
  #handedOut = 0;
  #isStopped = false;
  #wake = new AbortController();

  constructor(options: ClaimQueueOptions) {
    this.#options = options;
  }

  /** The next unit, or null when there is none left. Each is to be answered with `done`. Throws what the ledger throws. */
  async next(): Promise<UnitRecord | null> {
    for (;;) {
      if (this.#isOver()) return null;
      if (this.#waiting.length === 0) await this.#claim();
      else if (this.#options.clock.now() - this.#readAt > STALE_AFTER_MS) await this.#readAgain();
      const unit = this.#isOver() ? undefined : this.#waiting.shift();
      if (unit !== undefined) {
        this.#inHand += 1;
        this.#handedOut += 1;
        if (this.#waiting.length < this.#options.batch / 2 && !this.#isOver()) this.#claim().catch(() => undefined);
        return unit;
      }
      if (this.#isOver() || this.#inHand === 0) return null;
      await this.#options.clock.sleep(LOOK_AGAIN_MS, this.#wake.signal);
    }
  }

  done(): void {
    this.#inHand -= 1;
    if (this.#inHand === 0) this.wake();
  }

  /** Something may have become due. */
  wake(): void {
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

  #claim(): Promise<void> {
    this.#claiming ??= this.#claimOnce().finally(() => {
      this.#claiming = null;
    });
    return this.#claiming;
  }

  async #claimOnce(): Promise<void> {
    const { store, districtId, owner, fence, clock, batch, maxUnits = Infinity } = this.#options;
    const limit = Math.min(batch, maxUnits - this.#handedOut - this.#waiting.length);
    if (limit <= 0) return;
    const now = clock.now();
    const claimed = await store.claimDeliveries({ districtId, owner, fence, now, limit });
    if (this.#waiting.length === 0) this.#readAt = now;
    this.#waiting.push(...claimed);
  }

  /** One read for all that wait. A unit that somebody else holds by now is not ours to deliver. */
  async #readAgain(): Promise<void> {
    const { store, districtId, fence, clock } = this.#options;
    const ids = this.#waiting.map(({ sectionAssessmentId }) => sectionAssessmentId);
    const now = clock.now();
    const read = await store.load(districtId, ids);
    const fresh = new Map(read.map((record) => [record.sectionAssessmentId, record]));
    this.#readAt = now;
    this.#waiting = this.#waiting.flatMap((unit) => {
      const record = fresh.get(unit.sectionAssessmentId) ?? unit;
      return record.delivery.claim?.fence === fence ? [record] : [];
    });
  }
}
