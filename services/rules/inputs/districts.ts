import type { DistrictRules } from '@passback/domain';
import type { DistrictRecord, DistrictStore } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../limits.ts';

/** Every district's settings, read anew by each tick of the clock. */
export class Districts {
  readonly #store: Pick<DistrictStore, 'list' | 'get'>;
  readonly #clock: Pick<Clock, 'now'>;
  #known = new Map<string, DistrictRecord>();
  readonly #misses = new LRUCache<string, number>({ max: LIMITS.districtMissesKept });

  constructor(store: Pick<DistrictStore, 'list' | 'get'>, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  async refresh(): Promise<readonly DistrictRecord[]> {
    const records = await this.#store.list();
    this.#known = new Map(records.map((record) => [record.settings.districtId, record]));
    return records;
  }

  /** Empty before the first refresh. */
  asOfLastRefresh(): readonly DistrictRecord[] {
    return [...this.#known.values()];
  }

  /** As of the last tick; a district that was not there then is looked for. */
  async get(districtId: string): Promise<DistrictRecord | null> {
    const known = this.#known.get(districtId);
    if (known !== undefined) return known;
    const missedAt = this.#misses.get(districtId);
    if (missedAt !== undefined && this.#clock.now() - missedAt < LIMITS.districtMissKeptMs) return null;
    return this.fresh(districtId);
  }

  /** As it is in the ledger now: for what a person asks for right after a change. */
  async fresh(districtId: string): Promise<DistrictRecord | null> {
    const record = await this.#store.get(districtId);
    if (record === null) this.#misses.set(districtId, this.#clock.now());
    else this.#known.set(districtId, record);
    return record;
  }
}

export function districtRules({ settings }: DistrictRecord): DistrictRules {
  const { timeZone, effectiveDate, paused, pastDueAsZero, categories, powerschool } = settings;
  return { timeZone, effectiveDate, paused, pastDueAsZero, categories, maxTitleLength: powerschool.maxTitleLength };
}
