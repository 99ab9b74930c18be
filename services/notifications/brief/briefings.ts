import { type LocalDate, lastNight } from '@passback/domain';
import { type DistrictRecord, LedgerError } from '@passback/ledger';
import { Loop } from '@passback/service-host';
import pMap from 'p-map';
import { LIMITS } from '../limits.ts';
import type { NotificationsContext } from '../notifications-context.ts';
import { briefDistrict } from './brief-district.ts';

/** Looks again and again which nights can be told of; `wake` makes it sooner. */
export class Briefings {
  readonly #context: NotificationsContext;
  readonly #loop: Loop;
  /** Up to which night each district is told of, so that the ledger is not asked for it all day. */
  readonly #toldUpTo = new Map<string, LocalDate>();

  constructor(context: NotificationsContext, everyMs: number) {
    this.#context = context;
    const words = 'nights cannot be told of now; it is tried again';
    this.#loop = new Loop({ ...context, task: 'briefings', words }, everyMs, () => this.#round());
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<void> {
    const districts = (await this.#context.ledger.districts.list()).filter((district) => this.#isToTell(district));
    await pMap(districts, (district) => this.#attend(district), { concurrency: LIMITS.districtsAtOnce });
  }

  /** Somebody is to be told, and of a night that was not told of as far as is known here. */
  #isToTell({ settings }: DistrictRecord): boolean {
    const { operators, clock, tellsOfAnyRun } = this.#context;
    if (settings.notifications === undefined && operators.length === 0) return false;
    const told = this.#toldUpTo.get(settings.districtId);
    if (told === undefined || tellsOfAnyRun) return true;
    return told < lastNight(clock.now(), settings.timeZone, settings.nightlyRunAt).date;
  }

  /** What is wrong with one district is no reason to leave the others; a ledger that is away is. */
  async #attend(district: DistrictRecord): Promise<void> {
    const { districtId } = district.settings;
    if (this.#loop.isStopping) return;
    try {
      const told = await briefDistrict(this.#context, district);
      if (told !== null) this.#toldUpTo.set(districtId, told);
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'UNAVAILABLE') throw error;
      this.#context.logger.error({ err: error, district: districtId }, 'a night could not be told of');
    }
  }
}
