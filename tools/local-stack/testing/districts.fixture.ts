import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ScenarioDistrict } from '@passback/simulators';

export const TOKEN = 'test-token';
export const CLIENT = { clientId: 'test-client', clientSecret: 'test-secret' } as const;

export function temporaryFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `passback-${name}-`));
}

/** A `DISTRICTS_FILE` for scenario districts, each with the PowerSchool that it has. */
export function writeDistricts(
  folder: string,
  districts: readonly {
    district: ScenarioDistrict;
    baseUrl: string;
    connector?: 'xte' | 'oneroster';
    powerschool?: object;
  }[],
): string {
  const file = path.join(folder, 'districts.json');
  const settings = districts.map(({ district, baseUrl, connector = 'xte', powerschool }) => ({
    districtId: district.districtId,
    name: district.districtId,
    timeZone: district.timeZone,
    nightlyRunAt: '01:00',
    effectiveDate: district.effectiveDate,
    paused: district.paused,
    categories: district.categories,
    powerschool: { connector, baseUrl, ...CLIENT, ...powerschool },
    tokens: [{ sha256: createHash('sha256').update(TOKEN).digest('hex'), roles: ['otus', 'admin'] }],
  }));
  writeFileSync(file, JSON.stringify(settings));
  return file;
}
