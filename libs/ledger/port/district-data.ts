import type { Page } from './section-assessments.ts';

/**
 * All that the ledger keeps of a district but the log of commands, in the order in which it is removed: without its settings nobody can
 * send or ask for anything more.
 */
export const DISTRICT_DATA = [
  'settings',
  'tokenUses',
  'staff',
  'sectionAssessments',
  'attempts',
  'runs',
  'gradingPeriods',
  'lanes',
  'paces',
  'notifications',
  'briefings',
  'silencedAddresses',
] as const;
export type DistrictData = (typeof DISTRICT_DATA)[number];

/** A district's data as a whole, for its export and its removal. */
export interface DistrictDataStore {
  /** How many records there are of a kind. */
  count(districtId: string, kind: DistrictData): Promise<number>;
  /** Records as other calls of the ledger give them, in a fixed order. `limit` at most 200. Throws `LedgerError` `INVALID_CURSOR`. */
  page(
    districtId: string,
    kind: 'attempts' | 'runs' | 'gradingPeriods',
    page: { cursor?: string; limit: number },
  ): Promise<Page<unknown>>;
  /** Removes at most `limit` (at most 1,000) records of a kind; how many went. 0: there are none. */
  remove(districtId: string, kind: DistrictData, limit: number): Promise<number>;
  /** Removes all attempts of one unit. */
  removeAttempts(districtId: string, sectionAssessmentId: string): Promise<number>;
}
