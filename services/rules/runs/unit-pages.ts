import type { UnitRecord } from '@passback/domain';
import type { Ledger, PassOver, RunRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';

/** Which units a run is about; null: all. */
export type Selection = RunRecord['selection'];

export interface UnitPage {
  readonly records: readonly UnitRecord[];
  /** Units of the page that were passed over. */
  readonly atRest: number;
  /** Where the next page begins; null: the last page. */
  readonly cursor: string | null;
}

/**
 * A page of a district's units in id order after `cursor`; of a selection by ids only those. `passOver`: which of all of a district's are
 * not read; null: none.
 */
export async function unitPage(
  { sectionAssessments }: Pick<Ledger, 'sectionAssessments'>,
  districtId: string,
  selection: Selection,
  cursor: string | null,
  passOver: PassOver | null = null,
): Promise<UnitPage> {
  if (selection !== null && selection.sectionAssessmentIds.length > 0)
    return pageOfIds(sectionAssessments, districtId, selection.sectionAssessmentIds, cursor);
  const stretch = { limit: LIMITS.unitsPerPage, ...(cursor !== null && { after: cursor }) };
  if (passOver !== null) {
    const { records, atRest, last } = await sectionAssessments.scanForRun(districtId, { ...stretch, ...passOver });
    return { records, atRest, cursor: last };
  }
  const records = await sectionAssessments.scan(districtId, stretch);
  const last = records.length < LIMITS.unitsPerPage ? undefined : records.at(-1);
  return { records, atRest: 0, cursor: last?.sectionAssessmentId ?? null };
}

async function pageOfIds(
  sectionAssessments: Pick<Ledger['sectionAssessments'], 'load'>,
  districtId: string,
  selectedIds: readonly string[],
  cursor: string | null,
): Promise<UnitPage> {
  const ids = [...new Set(selectedIds)]
    .sort()
    .filter((id) => cursor === null || id > cursor)
    .slice(0, LIMITS.unitsPerPage);
  const records = ids.length === 0 ? [] : await sectionAssessments.load(districtId, ids);
  return {
    records,
    atRest: 0,
    cursor: ids.length < LIMITS.unitsPerPage ? null : (ids.at(-1) ?? null),
  };
}

/** Whether a selection by cause means this unit: a code that stands, or that held or failed it since it was last in sync. */
export function isSelected({ summary }: UnitRecord, selection: Selection): boolean {
  const reason = selection?.reason ?? null;
  if (reason === null) return true;
  const codes: readonly string[] = [...summary.reasons, ...summary.causes];
  return codes.includes(reason);
}
