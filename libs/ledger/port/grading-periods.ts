import type { EpochMs, LocalDate } from '@passback/domain';

/** What is optional was not kept by earlier versions. */
export interface CachedTerm {
  readonly name: string;
  readonly start: LocalDate;
  readonly end: LocalDate;
  readonly ids?: readonly string[];
  readonly portion?: number | null;
  readonly isGradingPeriod?: boolean;
}

/** Terms of a school for one school year as a connector gave them, with both ends inclusive. */
export interface CachedGradingPeriods {
  readonly districtId: string;
  readonly schoolId: string;
  /** The calendar year in which the school year starts. */
  readonly startYear: number;
  readonly periods: readonly CachedTerm[];
  readonly fetchedAt: EpochMs;
}

export interface GradingPeriodCache {
  get(districtId: string, schoolId: string, startYear: number): Promise<CachedGradingPeriods | null>;
  put(entry: CachedGradingPeriods): Promise<void>;
  /** Removes those that were fetched before `before`; how many went. */
  prune(before: EpochMs): Promise<number>;
}
