import { lastNight, type LocalDate, type Night } from '@passback/domain';
import type { DistrictRecord, RunRecord } from '@passback/ledger';
import { LRUCache } from 'lru-cache';
import type { RulesContext } from '../rules-context.ts';
import { finishEarly } from './finish-run.ts';
import { openRun } from './open-run.ts';
import { runFields } from './run-fields.ts';

/** Districts whose last night is remembered: more than an installation has. */
const DISTRICTS_KEPT = 10_000;

/**
 * Opens each district's night once per local date, whatever restarts and however many replicas there are: the ledger has one run
 * of that id. A night that nobody was there for is opened when somebody is, the latest one only.
 */
export class Nights {
  readonly #context: RulesContext;
  /** What is known to be opened, so that the ledger is asked once a night and not once a tick. */
  readonly #openedUpTo = new LRUCache<string, LocalDate>({ max: DISTRICTS_KEPT });

  constructor(context: RulesContext) {
    this.#context = context;
  }

  /** Whether a night of the district has come that is not known to be opened; asks nobody. */
  hasCome(district: DistrictRecord): boolean {
    return this.#nightToOpen(district) !== null;
  }

  /** The run to plan where a night of the district has come and was not opened yet. `unfinished`: runs going on, of all districts. */
  async openIfCome(district: DistrictRecord, unfinished: readonly RunRecord[]): Promise<RunRecord | null> {
    const { districtId } = district.settings;
    const night = this.#nightToOpen(district);
    if (night === null) return null;
    const last = await this.#context.ledger.runs.lastNight(districtId);
    if (last !== null && last.date >= night.date) {
      this.#openedUpTo.set(districtId, last.date);
      return null;
    }
    for (const run of unfinished) {
      if (run.districtId === districtId && run.kind !== 'redrive') await finishEarly(this.#context, run);
    }
    return this.#open(district, night);
  }

  #nightToOpen({ settings, createdAt }: DistrictRecord): Night | null {
    const night = lastNight(this.#context.clock.now(), settings.timeZone, settings.nightlyRunAt);
    if (night.at <= createdAt) return null; // the district was not there yet
    const openedUpTo = this.#openedUpTo.get(settings.districtId);
    return openedUpTo !== undefined && openedUpTo >= night.date ? null : night;
  }

  async #open(district: DistrictRecord, night: Night): Promise<RunRecord | null> {
    const { logger } = this.#context;
    const { districtId } = district.settings;
    const request = { kind: 'night', date: night.date, requestedBy: 'schedule', selection: null } as const;
    const { opened, run } = await openRun(this.#context, district, request);
    // A run that somebody else began meanwhile is ended by the next tick, and then the night opens.
    if (run.kind === 'night' && run.date === night.date) this.#openedUpTo.set(districtId, night.date);
    if (!opened) return null;
    logger.info(runFields(run), 'night run opened');
    return run;
  }
}
