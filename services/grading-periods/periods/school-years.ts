import type { SchoolTerm } from '@passback/domain';
import type { CachedGradingPeriods, CachedTerm, DistrictRecord, GradingPeriodCache, LaneStore } from '@passback/ledger';
import { type Clock, FairMap, type Logger, within } from '@passback/service-kit';
import { Flights } from './flights.ts';
import type { Gradebooks } from './gradebooks.ts';
import { LIMITS } from './limits.ts';
import { PeriodsError } from './periods-error.ts';

export interface SchoolYearTerms {
  readonly terms: readonly SchoolTerm[];
  readonly ageMs: number;
  readonly stale: boolean;
}

interface Failure {
  readonly settingsVersion: number;
  readonly until: number;
}

interface Dependencies {
  readonly cache: GradingPeriodCache;
  readonly lanes: Pick<LaneStore, 'get'>;
  readonly gradebooks: Gradebooks;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * PowerSchool's terms of a school for one school year, through the ledger's cache: read anew when they are old or the district's
 * settings changed since, once however many ask at the same time; what was read before counts while PowerSchool is away.
 */
export class SchoolYears {
  readonly #with: Dependencies;
  readonly #flights = new Flights<CachedGradingPeriods>();
  readonly #failures = new FairMap<Failure>(LIMITS.failuresKept);
  /** Of each district that is in the ledger, the schools that were read. */
  readonly #schools = new Map<string, { readonly version: number; readonly ids: Set<string> }>();

  constructor(dependencies: Dependencies) {
    this.#with = dependencies;
  }

  /** Throws `PeriodsError` `UNAVAILABLE` when PowerSchool cannot be read and nothing young enough is cached. */
  async get(district: DistrictRecord, schoolId: string, startYear: number): Promise<SchoolYearTerms> {
    const { cache, clock } = this.#with;
    const cached = await cache.get(district.settings.districtId, schoolId, startYear);
    const age = cached === null ? Infinity : Math.max(0, clock.now() - cached.fetchedAt);
    if (cached !== null && age <= LIMITS.refreshAfterMs && cached.fetchedAt >= district.changedAt && isWhole(cached))
      return { terms: cached.periods.map(termOf), ageMs: age, stale: false };
    const usable = age <= LIMITS.staleAtMostMs ? cached : null;
    const fetching = this.#fetchOnce(district, schoolId, startYear);
    const late = (): never => {
      throw new PeriodsError('UNAVAILABLE', 'PowerSchool is slow');
    };
    try {
      const fresh =
        usable === null ? await fetching : await within(LIMITS.refreshPatienceMs, fetching, { late, clock });
      return { terms: fresh.periods.map(termOf), ageMs: Math.max(0, clock.now() - fresh.fetchedAt), stale: false };
    } catch (error) {
      if (usable === null) throw error;
      return { terms: usable.periods.map(termOf), ageMs: age, stale: true };
    }
  }

  #fetchOnce(district: DistrictRecord, schoolId: string, startYear: number): Promise<CachedGradingPeriods> {
    const { settings, version } = district;
    const key = JSON.stringify([schoolId, startYear]);
    const failure = this.#failures.get(settings.districtId, key);
    if (failure?.settingsVersion === version && failure.until > this.#with.clock.now())
      return Promise.reject(new PeriodsError('UNAVAILABLE', 'PowerSchool could not be read a moment ago'));
    if (!this.#schoolsOf(district).has(schoolId) && this.#schoolsOf(district).size >= LIMITS.schoolsOfDistrict)
      return Promise.reject(new PeriodsError('UNAVAILABLE', 'the district names more schools than a district has'));
    return this.#flights.join(settings.districtId, `${key}@${version}`, async () => {
      try {
        const fetched = await this.#fetch(district, schoolId, startYear);
        this.#failures.delete(settings.districtId, key);
        this.#schoolsOf(district).add(schoolId);
        return fetched;
      } catch (error) {
        const until = this.#with.clock.now() + LIMITS.failureKeptMs;
        this.#failures.set(settings.districtId, key, { settingsVersion: version, until });
        throw error;
      }
    });
  }

  /** The schools that PowerSchool told terms of; counted anew when the settings change. */
  #schoolsOf({ settings: { districtId }, version }: DistrictRecord): Set<string> {
    const known = this.#schools.get(districtId);
    if (known?.version === version) return known.ids;
    const ids = new Set<string>();
    this.#schools.set(districtId, { version, ids });
    return ids;
  }

  async #fetch(district: DistrictRecord, schoolId: string, startYear: number): Promise<CachedGradingPeriods> {
    const { cache, clock, gradebooks, logger } = this.#with;
    const { districtId } = district.settings;
    const fetchedAt = clock.now();
    let entry: CachedGradingPeriods;
    try {
      const learnedIntervalMs = await this.#learnedIntervalMs(districtId);
      const terms = await gradebooks.of(district, learnedIntervalMs).gradebook.terms(schoolId, [startYear]);
      const periods = terms.map(({ schoolId: _school, ...term }) => term);
      entry = { districtId, schoolId, startYear, periods, fetchedAt };
    } catch (error) {
      logger.warn({ err: error, district: districtId, school: schoolId, startYear }, 'terms could not be read');
      throw new PeriodsError('UNAVAILABLE', 'PowerSchool could not be read', error);
    }
    // The answer is good even where it cannot be kept.
    await cache.put(entry).catch((error: unknown) => {
      logger.warn({ err: error, district: districtId, school: schoolId, startYear }, 'terms could not be cached');
    });
    return entry;
  }

  /** What the district's lane has learnt, so that it is not learnt here again by being refused; null while the ledger is away. */
  async #learnedIntervalMs(districtId: string): Promise<number | null> {
    return this.#with.lanes.get(districtId).then(
      (lane) => lane?.learnedIntervalMs ?? 0,
      () => null,
    );
  }
}

/** An entry of an earlier version, which kept names and dates alone, is read anew as an old one is. */
function isWhole({ periods }: CachedGradingPeriods): boolean {
  return periods.every(({ ids }) => ids !== undefined);
}

function termOf({ ids = [], portion = null, isGradingPeriod = false, name, start, end }: CachedTerm): SchoolTerm {
  return { ids, portion, isGradingPeriod, name, start, end };
}
