import { localDate } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { LRUCache } from 'lru-cache';
import { hasUnknownPeriod, hasUnknownPeriods } from '../evaluate/unknown-periods.ts';
import {
  type ReEvaluation,
  reEvaluateDistrict,
  sameInputs,
  statesToReEvaluate,
} from '../evaluate/re-evaluate-district.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import type { Job, Jobs } from '../jobs.ts';

type Inputs = NonNullable<DistrictRecord['evaluatedWith']>;

interface Seen {
  readonly inputs: Inputs;
  readonly since: number;
  readonly isPassed: boolean;
}

/** The units whose grading period is asked for again. */
const UNKNOWN_PERIODS: ReEvaluation = { states: ['held', 'withdrawn'], isMeant: hasUnknownPeriod };

/** Districts whose inputs are remembered: more than an installation has. */
const DISTRICTS_KEPT = 10_000;

/**
 * Keeps decisions up with settings, staff and the date. A district is gone through at once when they change, and once more some
 * seconds later: by then no replica evaluates with what was before. Only then it counts as evaluated with them.
 */
export class ReEvaluations {
  readonly #context: RulesContext;
  readonly #jobs: Jobs;
  readonly #seen = new LRUCache<string, Seen>({ max: DISTRICTS_KEPT });
  readonly #askedAt = new LRUCache<string, number>({ max: DISTRICTS_KEPT });

  constructor(context: RulesContext, jobs: Jobs) {
    this.#context = context;
    this.#jobs = jobs;
  }

  /** Once per tick and district. */
  async attend(district: DistrictRecord): Promise<void> {
    const { districtId, timeZone } = district.settings;
    if (this.#jobs.has(districtId)) return;
    const { clock, staff } = this.#context;
    const inputs: Inputs = {
      settingsVersion: district.version,
      staffRevision: await staff.revision(districtId, LIMITS.staffCheckedByClockMs),
      date: localDate(clock.now(), timeZone),
    };
    if (sameInputs(district.evaluatedWith, inputs)) await this.#askUnknown(districtId);
    else this.#follow(district, inputs);
  }

  #follow(district: DistrictRecord, inputs: Inputs): void {
    const { districtId } = district.settings;
    const now = this.#context.clock.now();
    const known = this.#seen.get(districtId);
    const seen =
      known !== undefined && sameInputs(known.inputs, inputs) ? known : { inputs, since: now, isPassed: false };
    this.#seen.set(districtId, seen);
    const isSettled = (): boolean => this.#context.clock.now() - seen.since >= LIMITS.inputsSettleMs;
    if (seen.isPassed && !isSettled()) return;
    const meant = { states: statesToReEvaluate(district, inputs), isMeant: () => true };
    const work: Job['work'] = async (signal, turn) => {
      const isLast = isSettled();
      if (!(await reEvaluateDistrict(this.#context, districtId, meant, { signal, turn }))) return;
      this.#seen.set(districtId, { ...seen, isPassed: true });
      if (isLast) await this.#context.ledger.districts.markEvaluated(districtId, inputs);
    };
    this.#jobs.start(districtId, { work });
  }

  async #askUnknown(districtId: string): Promise<void> {
    const now = this.#context.clock.now();
    const askedAt = this.#askedAt.get(districtId);
    if (askedAt !== undefined && Math.abs(now - askedAt) < LIMITS.unknownPeriodAgainMs) return;
    this.#askedAt.set(districtId, now);
    if (!(await hasUnknownPeriods(this.#context, districtId))) return;
    const work: Job['work'] = async (signal, turn) => {
      await reEvaluateDistrict(this.#context, districtId, UNKNOWN_PERIODS, { signal, turn });
    };
    this.#jobs.start(districtId, { work });
  }
}
