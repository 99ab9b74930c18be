import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BenchDistrict, CATEGORIES, sisIds, termOf } from './bench-district.ts';

export const TOKEN = 'bench-token';
export const CLIENT = { clientId: 'bench-client', clientSecret: 'bench-secret' } as const;
/** Nowhere: for parts in which nothing is delivered. */
export const NO_POWERSCHOOL = 'http://127.0.0.1:9';

export interface PowerSchoolSettings {
  readonly baseUrl: string;
  readonly minIntervalMs?: number;
  readonly timeoutMs?: number;
}

/** Settings of a district as `DISTRICTS_FILE` and the console API take them. */
export function settingsOf(district: BenchDistrict, powerschool: PowerSchoolSettings) {
  return {
    districtId: district.districtId,
    name: district.districtId,
    timeZone: 'UTC',
    nightlyRunAt: anHourBefore(new Date()),
    effectiveDate: termOf(district).start,
    paused: false,
    categories: CATEGORIES,
    powerschool: { connector: 'xte', ...CLIENT, ...powerschool },
    gradingPeriods: [{ schoolId: String(sisIds(district).school), name: 'Year', ...termOf(district) }],
    tokens: [{ sha256: createHash('sha256').update(TOKEN).digest('hex'), roles: ['otus', 'admin'] }],
  };
}

/** The night of a district that was made just now is then 23 hours away, so that only the bench's own runs happen. */
function anHourBefore(now: Date): string {
  return `${String((now.getUTCHours() + 23) % 24).padStart(2, '0')}:00`;
}

/** Writes a `DISTRICTS_FILE`; gives its path. */
export function writeDistricts(
  folder: string,
  districts: readonly { readonly district: BenchDistrict; readonly powerschool: PowerSchoolSettings }[],
): string {
  const file = path.join(folder, 'districts.json');
  writeFileSync(file, JSON.stringify(districts.map(({ district, powerschool }) => settingsOf(district, powerschool))));
  return file;
}
