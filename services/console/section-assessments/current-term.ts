import { type GradingPeriod, localDate, nightInstant } from '@passback/domain';
import type { Ledger, ListFilter } from '@passback/ledger';

/** Of how many units, the newest, the decisions are looked at for the term. */
const LOOKED_AT = 50;

export interface CurrentTerm {
  readonly term: GradingPeriod;
  /** When its first day begins in the district; milliseconds since the epoch. */
  readonly since: number;
}

/**
 * The grading period that holds today, as the newest decisions of the units that are asked for have it; null where none of them has
 * one. Schools of one district can have different ones: a teacher's own units say which is theirs.
 */
export async function currentTerm(
  ledger: Ledger,
  districtId: string,
  scope: Pick<ListFilter, 'teacher'>,
  now: number,
): Promise<CurrentTerm | null> {
  const district = await ledger.districts.get(districtId);
  if (district === null) return null;
  const { timeZone } = district.settings;
  const today = localDate(now, timeZone);
  const { items } = await ledger.sectionAssessments.list(districtId, scope, { limit: LOOKED_AT });
  for (const { decision } of items) {
    const term = decision?.desired.gradingPeriod ?? null;
    if (term === null || term.start > today || today > term.end) continue;
    const since = nightInstant(term.start, timeZone, '00:00');
    if (since !== null) return { term, since };
  }
  return null;
}
