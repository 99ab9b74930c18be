import { localDate, type UnitRecord } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { SectionMemory } from '../unit/section-memory.ts';
import { SectionSights } from '../unit/section-sights.ts';
import type { UnitTools } from '../unit/unit-in-hand.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { isSameGradebook, type OpenGradebook } from './open-gradebook.ts';

/** How old the settings may be that a unit is delivered with, where nothing became due since. */
const SETTINGS_LIFE_MS = 1_000;
/** Units of one identifier or one section that are looked at, the latest changed first: a class has some thirty a term. */
const MAX_LISTED = 200;

/**
 * What the units of a lane work with, after the settings of the district as they are now: a change of PowerSchool's settings makes
 * a new connector for the units that begin after it; those in hand end with the old one.
 */
export class DistrictTools {
  readonly #environment: Pick<LaneEnvironment, 'ledger' | 'clock' | 'logger' | 'retry' | 'columns'>;
  readonly #open: (district: DistrictRecord) => OpenGradebook;
  #district: DistrictRecord;
  #gradebook: OpenGradebook;
  #tools: UnitTools;
  #readAt: number;
  #reading: Promise<void> | null = null;
  readonly #retired: OpenGradebook[] = [];

  /** `open`: opens the connector for these settings. */
  constructor(
    environment: Pick<LaneEnvironment, 'ledger' | 'clock' | 'logger' | 'retry' | 'columns'>,
    district: DistrictRecord,
    open: (district: DistrictRecord) => OpenGradebook,
  ) {
    this.#environment = environment;
    this.#open = open;
    this.#district = district;
    this.#readAt = environment.clock.now();
    this.#gradebook = open(district);
    this.#tools = this.#makeTools(null);
  }

  get district(): DistrictRecord {
    return this.#district;
  }

  /** The tools to begin a unit with. Throws what the ledger throws. */
  async current(): Promise<UnitTools> {
    while (this.#reading !== null || this.#environment.clock.now() - this.#readAt > SETTINGS_LIFE_MS)
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
    const { ledger, clock } = this.#environment;
    const readBefore = this.#readAt;
    this.#readAt = clock.now(); // before the answer: what expires meanwhile is read once more
    const newest = await ledger.districts.get(this.#district.settings.districtId).catch((error: unknown) => {
      this.#readAt = readBefore;
      throw error;
    });
    if (newest === null) return;
    const isSame = isSameGradebook(this.#district, newest);
    if (isSame && newest.version === this.#district.version) return;
    this.#district = newest;
    if (!isSame) {
      this.#retired.push(this.#gradebook);
      this.#gradebook = this.#open(newest);
    }
    this.#tools = this.#makeTools(isSame ? this.#tools : null);
  }

  /** `before`: tools for the same connector, which keep what they remember. */
  #makeTools(before: UnitTools | null): UnitTools {
    const { ledger, clock, logger, retry, columns } = this.#environment;
    const gradebook = this.#gradebook;
    const { settings, version } = this.#district;
    const { districtId } = settings;
    const now = (): number => clock.now();
    const memory = before?.memory ?? new SectionMemory(gradebook, now, columns);
    const unitsOf = async (section: string): Promise<readonly UnitRecord[]> =>
      (await ledger.sectionAssessments.list(districtId, { section }, { limit: MAX_LISTED })).items;
    return {
      gradebook,
      memory,
      sights: before?.sights ?? new SectionSights(gradebook, memory, unitsOf, now),
      settingsVersion: version,
      isPaused: settings.paused,
      createQuietTimeouts: retry.createQuietTimeouts,
      timeoutMs: settings.powerschool.timeoutMs,
      namesakes: async (identifier) =>
        (await ledger.sectionAssessments.list(districtId, { identifier }, { limit: MAX_LISTED })).items,
      now,
      today: () => localDate(now(), settings.timeZone),
      unexpected: (error, { districtId, sectionAssessmentId }) =>
        logger.error({ err: error, district: districtId, unit: sectionAssessmentId }, 'a delivery failed on our side'),
    };
  }
}
