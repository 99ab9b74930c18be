import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ScenarioDistrict } from '@passback/simulators';

export const TOKEN = 'test-token';
export const CLIENT = { clientId: 'test-client', clientSecret: 'test-secret' } as const;

const folders: string[] = [];

/** Whoever asks for one also has them removed: `afterAll(removeTemporaryFolders)`, after the hooks that stop what works in there. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `passback-${name}-`));
  folders.push(folder);
  return folder;
}

/** Those of this spec; a process that was just killed may still hold files in one. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A `DISTRICTS_FILE` for scenario districts, each with the PowerSchool that it has. */
export function writeDistricts(
  folder: string,
  districts: readonly {
    district: ScenarioDistrict;
    baseUrl: string;
    connector?: 'xte' | 'oneroster';
    powerschool?: object;
    notifications?: object;
  }[],
): string {
  const file = path.join(folder, 'districts.json');
  const settings = districts.map(({ district, baseUrl, connector = 'xte', powerschool, notifications }) => ({
    districtId: district.districtId,
    name: district.districtId,
    timeZone: district.timeZone,
    nightlyRunAt: '01:00',
    effectiveDate: district.effectiveDate,
    paused: district.paused,
    categories: district.categories,
    powerschool: { connector, baseUrl, ...CLIENT, ...powerschool },
    ...(notifications !== undefined && { notifications }),
    tokens: [{ sha256: createHash('sha256').update(TOKEN).digest('hex'), roles: ['otus', 'admin'] }],
  }));
  writeFileSync(file, JSON.stringify(settings));
  return file;
}
