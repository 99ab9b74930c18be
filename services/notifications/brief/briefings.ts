import { type LocalDate, lastNight } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { Loop } from '@passback/service-host';
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
    await this.#loop.each(districts, idsOf, (district) => this.#attend(district), LIMITS.districtsAtOnce);
  }

  /** Somebody is to be told, and of a night that was not told of as far as is known here. */
  #isToTell({ settings }: DistrictRecord): boolean {
    const { operators, clock, tellsOfAnyRun } = this.#context;
    if (settings.notifications === undefined && operators.length === 0) return false;
    const told = this.#toldUpTo.get(settings.districtId);
    if (told === undefined || tellsOfAnyRun) return true;
    return told < lastNight(clock.now(), settings.timeZone, settings.nightlyRunAt).date;
  }

  async #attend(district: DistrictRecord): Promise<void> {
    const told = await briefDistrict(this.#context, district);
    if (told !== null) this.#toldUpTo.set(district.settings.districtId, told);
  }
}

function idsOf({ settings }: DistrictRecord): object {
  return { district: settings.districtId };
}
