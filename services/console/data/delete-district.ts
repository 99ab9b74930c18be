import { DISTRICT_DATA, type DistrictData, type DistrictDataStore } from '@passback/ledger';

/** Records of one removal: some milliseconds of the ledger. */
const AT_ONCE = 500;
/** What services that are in the middle of something write meanwhile is found by the next pass. */
const MAX_PASSES = 5;

export type Removed = Readonly<Record<DistrictData, number>>;

/**
 * Removes all that the ledger holds of a district but its log of commands: the settings first, with which nobody can send or ask any
 * more. Can be called again at any time, also where it was cut off. Answers how many records went; throws what the ledger throws, and an error where something keeps writing.
 */
export async function deleteDistrict(data: DistrictDataStore, districtId: string): Promise<Removed> {
  const removed = Object.fromEntries(DISTRICT_DATA.map((kind) => [kind, 0])) as Record<DistrictData, number>;
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    let went = 0;
    for (const kind of DISTRICT_DATA) {
      for (;;) {
        const some = await data.remove(districtId, kind, AT_ONCE);
        if (some === 0) break;
        removed[kind] += some;
        went += some;
      }
    }
    if (went === 0) return removed;
  }
  throw new Error(`something keeps writing of ${districtId}: do it again when nothing of it is under way any more`);
}
