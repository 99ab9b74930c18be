import { localDate, type RetryPolicy, type UnitRecord } from '@passback/domain';
import type { DistrictRecord, DistrictStore } from '@passback/ledger';
import type { Gradebook } from '@passback/powerschool';
import type { Clock, Logger } from '@passback/service-kit';
import { SectionMemory } from '../unit/section-memory.ts';
import type { LaneTools } from '../unit/unit-in-hand.ts';
import { type GradebookGuard, guardGradebook } from './guard-gradebook.ts';
import { isSameGradebook, type OpenGradebook } from './lane-gradebook.ts';

/** How old the settings may be that a unit is delivered with, where nothing became due since. */
const SETTINGS_LIFE_MS = 1_000;

export interface DistrictToolsOptions {
  readonly district: DistrictRecord;
  readonly districts: DistrictStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retry: Pick<RetryPolicy, 'createQuietTimeouts'>;
  /** Opens the connector for these settings. */
  readonly open: (district: DistrictRecord) => OpenGradebook;
  readonly guard: (district: DistrictRecord) => GradebookGuard;
  /** The district's units that have this identifier. */
  readonly namesakes: (identifier: string) => Promise<readonly UnitRecord[]>;
}

/**
 * What the units of a lane work with, after the settings of the district as they are now: a change of PowerSchool's settings makes
 * a new connector for the units that begin after it; those in hand end with the old one.
 */
export class DistrictTools {
  readonly #options: DistrictToolsOptions;
  #district: DistrictRecord;
  #gradebook: OpenGradebook;
  #tools: LaneTools;
  #readAt: number;
  #reading: Promise<void> | null = null;
  readonly #retired: OpenGradebook[] = [];

  constructor(options: DistrictToolsOptions) {
    this.#options = options;
    this.#district = options.district;
    this.#readAt = options.clock.now();
    this.#gradebook = options.open(options.district);
    this.#tools = this.#makeTools(this.#guarded(), null);
  }

  get district(): DistrictRecord {
    return this.#district;
  }

  /** The tools to begin a unit with. Throws what the ledger throws. */
  async current(): Promise<LaneTools> {
    while (this.#options.clock.now() - this.#readAt > SETTINGS_LIFE_MS)
      await (this.#reading ??= this.#readSettings().finally(() => {
        this.#reading = null;
      }));
    return this.#tools;
  }

  /** Something became due: whoever asked for it may have changed the settings before. */
  expire(): void {
    this.#readAt = -Infinity;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#gradebook, ...this.#retired].map((gradebook) => gradebook.close?.()));
  }

  async #readSettings(): Promise<void> {
    const { districts, clock } = this.#options;
    const readBefore = this.#readAt;
    this.#readAt = clock.now(); // before the answer: what expires meanwhile is read once more
    const newest = await districts.get(this.#district.settings.districtId).catch((error: unknown) => {
      this.#readAt = readBefore;
      throw error;
    });
    if (newest === null || newest.version === this.#district.version) return;
    const isSame = isSameGradebook(this.#district, newest);
    this.#district = newest;
    if (!isSame) {
      this.#retired.push(this.#gradebook);
      this.#gradebook = this.#options.open(newest);
    }
    this.#tools = isSame
      ? this.#makeTools(this.#tools.gradebook, this.#tools.memory)
      : this.#makeTools(this.#guarded(), null);
  }

  #guarded(): Gradebook {
    return guardGradebook(this.#gradebook, this.#options.guard(this.#district));
  }

  #makeTools(gradebook: Gradebook, memory: SectionMemory | null): LaneTools {
    const { clock, logger, retry, namesakes } = this.#options;
    const { settings, version } = this.#district;
    const now = (): number => clock.now();
    return {
      gradebook,
      memory: memory ?? new SectionMemory(gradebook, now),
      settingsVersion: version,
      isPaused: settings.paused,
      createQuietTimeouts: retry.createQuietTimeouts,
      timeoutMs: settings.powerschool.timeoutMs,
      namesakes,
      now,
      today: () => localDate(now(), settings.timeZone),
      unexpected: (error, { districtId, sectionAssessmentId }) =>
        logger.error({ err: error, district: districtId, unit: sectionAssessmentId }, 'a delivery failed on our side'),
    };
  }
}
