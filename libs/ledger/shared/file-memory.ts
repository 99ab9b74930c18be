import { createHash } from 'node:crypto';
import type { DistrictRecord, DistrictSettings, FileMemory } from '../port/districts.ts';

/** The key of the one setting that is a secret. */
export const SECRET_SETTING = 'powerschool.clientSecret';

/** The settings one by one under the names that changes are told by; those of PowerSchool as `powerschool.baseUrl`. */
export function settingValues(settings: DistrictSettings): ReadonlyMap<string, unknown> {
  const { districtId: _id, powerschool, ...own } = settings;
  const { xte = null, oneroster = null, ...connection } = powerschool;
  const nested = Object.entries({ ...connection, xte, oneroster });
  return new Map([
    ...Object.entries(own),
    ...nested.map(([key, value]): [string, unknown] => [`powerschool.${key}`, value]),
  ]);
}

/** What the file says, as it is remembered. `leftOut`: keys that the file does not name and leaves as they are stored. */
export function fileMemory(
  settings: DistrictSettings,
  leftOut: readonly string[] = [],
  overruled: readonly string[] = [],
): FileMemory {
  const said = [...settingValues(settings)]
    .filter(([key]) => !leftOut.includes(key))
    .map(([key, value]): [string, string] => [key, remembered(key, value)]);
  return { said: Object.fromEntries(said), overruled };
}

/** The form in which a value is remembered; equal for equal values, however their keys are ordered. */
export function remembered(key: string, value: unknown): string {
  if (key === SECRET_SETTING) return String(value);
  return createHash('sha256').update(canonical(value)).digest('base64url');
}

/** Whether a setting is as the file said it at the last import; of a secret, whether it is the very text that the file put there. */
export function isAsFileSays({ settings, file }: Pick<DistrictRecord, 'settings' | 'file'>, key: string): boolean {
  const said = file?.said[key];
  return said !== undefined && said === remembered(key, settingValues(settings).get(key));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
