import type { Ledger } from '@passback/ledger';
import type { BenchDistrict } from '../district/bench-district.ts';
import type { PassbackApi } from './passback-api.ts';
import { until } from './until.ts';

const STAFF_LIMIT_MS = 30_000;

/**
 * Sends the staff of districts that have no units yet, and waits until rules knows them: units that come before are held. A district
 * is marked as evaluated with them, as it is, having none: else it would be gone through in the middle of a measurement.
 */
export async function introduce(api: PassbackApi, ledger: Ledger, districts: readonly BenchDistrict[]): Promise<void> {
  for (const district of districts) await api.sendStaff(district);
  for (const { districtId, today } of districts) {
    const known = await until(`the staff of ${districtId}`, STAFF_LIMIT_MS, async () => {
      const [settings, staff] = await Promise.all([ledger.districts.get(districtId), ledger.staff.get(districtId)]);
      return settings === null || staff === null ? null : { settings, staff };
    });
    const inputs = { settingsVersion: known.settings.version, staffRevision: known.staff.revision, date: today };
    await ledger.districts.markEvaluated(districtId, inputs);
  }
}

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
