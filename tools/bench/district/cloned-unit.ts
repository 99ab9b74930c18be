import type { UnitRecord } from '@passback/domain';
import type { Snapshot } from '@passback/simulators';
import { type BenchDistrict, snapshotOf } from './bench-district.ts';

export interface UnitOf {
  readonly district: BenchDistrict;
  readonly unit: number;
}

/**
 * Units of one section, of which no two ids (of the school, the teacher, the section, a student) are the same number: what stands for
 * which of them can be told by its value alone. Their number is that of the kinds of units.
 */
export const PATTERN_UNITS: readonly number[] = Array.from({ length: 20 }, (_, at) => 100 + at);

/** The unit of another district whose record is that of this one of `PATTERN_UNITS`, but for its ids and its title. */
export const patternOf = (unit: number): number => unit % PATTERN_UNITS.length;

/** The record that another unit would have after the same, as the ledger keeps it. The two are alike modulo the number of patterns. */
export function clonedRecord(record: UnitRecord, from: UnitOf, to: UnitOf): UnitRecord {
  const [one, other] = [from, to].map(({ district, unit }) => snapshotOf(district, unit)) as [Snapshot, Snapshot];
  const texts = new Map(textPairs(one, other));
  texts.set(from.district.districtId, to.district.districtId);
  // What an assignment is called in PowerSchool is made of both.
  const inPowerSchool = (text: string): string =>
    text.replaceAll(one.title, other.title).replaceAll(one.identifier, other.identifier);
  const replace = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? (texts.get(value) ?? inPowerSchool(value)) : value;
  return JSON.parse(JSON.stringify(record), replace) as UnitRecord;
}

/** Texts that stand in the same place of two values. */
function textPairs(one: unknown, other: unknown): (readonly [string, string])[] {
  if (typeof one === 'string' && typeof other === 'string') return [[one, other]];
  if (typeof one !== 'object' || one === null) return [];
  return Object.entries(one).flatMap(([key, value]) => textPairs(value, (other as Record<string, unknown>)[key]));
}
