import type { Ledger } from '@passback/ledger';
import type { BenchDistrict } from '../district/bench-district.ts';
import { until } from './until.ts';

/** Waits until the ledger holds a decision to send for every unit of the district. */
export async function untilAllDue(
  ledger: Ledger,
  { districtId, units }: BenchDistrict,
  limitMs: number,
): Promise<void> {
  let seen = '';
  const states = async (): Promise<true | null> => {
    const counts = await ledger.sectionAssessments.countByState(districtId);
    seen = JSON.stringify(counts);
    return counts.due === units ? true : null;
  };
  try {
    await until(`${units} units of ${districtId} to be decided`, limitMs, states);
  } catch (error) {
    throw new Error(`${String(error)}; it has ${seen}`, { cause: error });
  }
}

/** Waits until rules knows who teaches in the district: units that come before it are held. */
export async function untilStaffKnown(ledger: Ledger, { districtId }: BenchDistrict, limitMs: number): Promise<void> {
  await until(`the staff of ${districtId}`, limitMs, () => ledger.staff.get(districtId));
}
