import type { StaffMember } from '@passback/domain';
import type { StaffStore } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../limits.ts';

/** A district's staff at one revision; revision 0 where none came yet. */
export interface StaffList {
  readonly revision: number;
  readonly byUserId: ReadonlyMap<string, StaffMember>;
}

interface Kept {
  readonly list: StaffList;
  readonly checkedAt: number;
}

const NO_STAFF: StaffList = { revision: 0, byUserId: new Map() };

/** Staff lists by revision: only the revision is read again, and the list when that moved. */
export class StaffLists {
  readonly #store: Pick<StaffStore, 'get' | 'revision'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #kept = new LRUCache<string, Kept>({ max: LIMITS.staffListsKept });
  readonly #revisions = new LRUCache<string, { readonly revision: number; readonly checkedAt: number }>({
    max: LIMITS.staffRevisionsKept,
  });

  constructor(store: Pick<StaffStore, 'get' | 'revision'>, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The list as it was at most `maxAgeMs` ago. */
  async get(districtId: string, maxAgeMs: number): Promise<StaffList> {
    const kept = this.#kept.get(districtId);
    const now = this.#clock.now();
    if (kept !== undefined && Math.abs(now - kept.checkedAt) < maxAgeMs) return kept.list;
    const revision = await this.#store.revision(districtId);
    const list = kept?.list.revision === revision ? kept.list : await this.#read(districtId, revision);
    this.#kept.set(districtId, { list, checkedAt: now });
    return list;
  }

  /** The revision alone as it was at most `maxAgeMs` ago, for districts whose list nobody needs now. */
  async revision(districtId: string, maxAgeMs: number): Promise<number> {
    const known = this.#revisions.get(districtId);
    const now = this.#clock.now();
    if (known !== undefined && Math.abs(now - known.checkedAt) < maxAgeMs) return known.revision;
    const revision = await this.#store.revision(districtId);
    this.#revisions.set(districtId, { revision, checkedAt: now });
    return revision;
  }

  /** The next look reads the ledger again. */
  changed(districtId: string): void {
    this.#revisions.delete(districtId);
    const kept = this.#kept.get(districtId);
    if (kept !== undefined) this.#kept.set(districtId, { list: kept.list, checkedAt: -Infinity });
  }

  async #read(districtId: string, revision: number): Promise<StaffList> {
    const record = revision === 0 ? null : await this.#store.get(districtId);
    if (record === null) return NO_STAFF;
    return { revision: record.revision, byUserId: new Map(record.staff.map((member) => [member.userId, member])) };
  }
}
