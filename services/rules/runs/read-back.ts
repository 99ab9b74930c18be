import { type EpochMs, isCheckedSince, type UnitRecord } from '@passback/domain';
import type { DistrictRecord, PassOver } from '@passback/ledger';

/** How often what was sent is seen again, and what of the permitted calls that may take. */
export interface ReadBackPolicy {
  /** A unit that is in sync and was not seen for so many days is looked at; 0: never. */
  readonly days: number;
  /** Share of the calls that PowerSchool permits in the hours of a night. */
  readonly share: number;
}

/** Two weeks: a district of 100,000 units at 10 calls a second is through in 14 nights with a tenth of the calls. */
export const READ_BACK_POLICY: ReadBackPolicy = { days: 14, share: 0.1 };

const DAY_MS = 24 * 60 * 60_000;
/** Of a night, in which nobody else wants PowerSchool. */
const NIGHT_MS = 4 * 60 * 60_000;
/** The assignment, and its cells. */
const CALLS_A_UNIT = 2;
/** Where PowerSchool sets no pace, one is assumed. */
const ASSUMED_INTERVAL_MS = 50;

/**
 * Chooses in one night the units that are in sync and were not seen in PowerSchool for so many days, those of grading periods that are
 * over among them. They are looked at, and written only where something is in doubt: what a teacher did there becomes an explanation.
 * Planning goes through a district in the order of its ids; what one night has no calls left for is where the next one goes on, so that
 * all have their turn, also where PowerSchool permits too few calls for a round of so many days.
 */
export class ReadBack {
  readonly #before: EpochMs;
  readonly #after: string;
  #left: number;
  #last: string | null = null;

  /** `after`: the unit that the night before had its last call for; empty: it came to the end. */
  constructor({ days, share }: ReadBackPolicy, { settings }: DistrictRecord, now: EpochMs, after = '') {
    this.#after = after;
    const intervalMs = Math.max(settings.powerschool.minIntervalMs, ASSUMED_INTERVAL_MS);
    this.#left = days === 0 ? 0 : Math.floor((NIGHT_MS * share) / intervalMs / CALLS_A_UNIT);
    this.#before = now - days * DAY_MS;
  }

  /** After which unit the next night goes on; null: from the beginning. */
  get goesOnAfter(): string | null {
    return this.#left <= 0 ? this.#last : null;
  }

  /** Which units in sync may be taken; null: none is any more. */
  get unseen(): PassOver['unseen'] {
    return this.#left > 0 ? { after: this.#after, seenBefore: this.#before } : null;
  }

  /** Whether the unit is to be looked at this night; counts it. */
  takes(record: UnitRecord): boolean {
    const { delivery, sectionAssessmentId } = record;
    const isQuiet = delivery.dueAt === null && delivery.claim === null;
    const isBehind = sectionAssessmentId <= this.#after;
    if (this.#left <= 0 || isBehind || !isQuiet || isCheckedSince(record, this.#before)) return false;
    this.#left -= 1;
    this.#last = sectionAssessmentId;
    return true;
  }
}
