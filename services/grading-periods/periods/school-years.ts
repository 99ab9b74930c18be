import type { SchoolTerm } from '@passback/domain';
import type { CachedGradingPeriods, CachedTerm, DistrictRecord, GradingPeriodCache } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
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
  readonly #flights = new Map<string, Promise<CachedGradingPeriods>>();
  readonly #failures = new Map<string, Failure>();

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
    try {
      const fresh = usable === null ? await fetching : await this.#withPatience(fetching);
      return { terms: fresh.periods.map(termOf), ageMs: Math.max(0, clock.now() - fresh.fetchedAt), stale: false };
    } catch (error) {
      if (usable === null) throw error;
      return { terms: usable.periods.map(termOf), ageMs: age, stale: true };
    }
  }

  #fetchOnce(district: DistrictRecord, schoolId: string, startYear: number): Promise<CachedGradingPeriods> {
    const key = JSON.stringify([district.settings.districtId, schoolId, startYear]);
    const failure = this.#failures.get(key);
    if (failure?.settingsVersion === district.version && failure.until > this.#with.clock.now())
      return Promise.reject(new PeriodsError('UNAVAILABLE', 'PowerSchool could not be read a moment ago'));
    const flightKey = `${key}@${district.version}`;
    const flying = this.#flights.get(flightKey);
    if (flying !== undefined) return flying;
    if (this.#flights.size >= LIMITS.fetchesAtOnce)
      return Promise.reject(new PeriodsError('UNAVAILABLE', 'too many school years are being read'));
    const flight = this.#fetch(district, schoolId, startYear)
      .then(
        (fetched) => {
          this.#failures.delete(key);
          return fetched;
        },
        (error: unknown) => {
          this.#rememberFailure(key, district.version);
          throw error;
        },
      )
      .finally(() => this.#flights.delete(flightKey));
    this.#flights.set(flightKey, flight);
    return flight;
  }

  async #fetch(district: DistrictRecord, schoolId: string, startYear: number): Promise<CachedGradingPeriods> {
    const { cache, clock, gradebooks, logger } = this.#with;
    const { districtId } = district.settings;
    const fetchedAt = clock.now();
    let entry: CachedGradingPeriods;
    try {
      const terms = await gradebooks.of(district).gradebook.terms(schoolId, [startYear]);
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

  async #withPatience(fetching: Promise<CachedGradingPeriods>): Promise<CachedGradingPeriods> {
    const answered = new AbortController();
    const late = this.#with.clock.sleep(LIMITS.refreshPatienceMs, answered.signal).then(() => {
      throw new PeriodsError('UNAVAILABLE', 'PowerSchool is slow');
    });
    // Whichever loses the race has nobody left to listen to it.
    fetching.catch(() => undefined);
    late.catch(() => undefined);
    try {
      return await Promise.race([fetching, late]);
    } finally {
      answered.abort();
    }
  }

  #rememberFailure(key: string, settingsVersion: number): void {
    this.#failures.delete(key);
    this.#failures.set(key, { settingsVersion, until: this.#with.clock.now() + LIMITS.failureKeptMs });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > LIMITS.failuresKept && oldest !== undefined) this.#failures.delete(oldest);
  }
}

/** An entry of an earlier version, which kept names and dates alone, is read anew as an old one is. */
function isWhole({ periods }: CachedGradingPeriods): boolean {
  return periods.every(({ ids }) => ids !== undefined);
}

function termOf({ ids = [], portion = null, isGradingPeriod = false, name, start, end }: CachedTerm): SchoolTerm {
  return { ids, portion, isGradingPeriod, name, start, end };
}
