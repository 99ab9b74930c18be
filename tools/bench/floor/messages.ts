import { topics, unitKey } from '@passback/contracts';
import { type BenchDistrict, snapshotOf } from '../district/bench-district.ts';

export interface FloorMessage {
  readonly key: string;
  readonly value: Buffer;
}

/** The messages that ingestion puts on the broker for the district's units: the same keys, the same bytes. */
export function floorMessages(district: BenchDistrict): FloorMessage[] {
  const { districtId } = district;
  return Array.from({ length: district.units }, (_, unit) => {
    const snapshot = snapshotOf(district, unit);
    const changed = { districtId, receivedAtMs: Date.now(), snapshot };
    return {
      key: unitKey(districtId, snapshot.sectionAssessmentId),
      value: Buffer.from(topics.sectionAssessments.encode(changed)),
    };
  });
}

/** What ingestion hands to the broker at once, and rules to the ledger. */
const FLOOR_BATCH = 500;

export function inBatches<T>(items: readonly T[], size = FLOOR_BATCH): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
