import { readFile } from 'node:fs/promises';
import type { FieldError } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { checkSettings } from './check-settings.ts';
import { type GivenSettings, SETTING_KEYS } from './settings-schema.ts';

/** The file of districts cannot be used; nothing of it was stored. The message names everything that is wrong. */
export class DistrictsFileError extends Error {
  readonly errors: readonly FieldError[];
  constructor(file: string, errors: readonly FieldError[], cause?: unknown) {
    const lines = errors.map(({ path, message }) => `  ${path} ${message}`.trimEnd());
    super(`DISTRICTS_FILE ${file} cannot be used:\n${lines.join('\n')}`, { cause });
    this.name = 'DistrictsFileError';
    this.errors = errors;
  }
}

export interface DistrictGiven extends GivenSettings {
  readonly districtId: string;
  /** Keys of which the file is to count once, although a person changed them. */
  readonly overrule: readonly string[];
}

/** The districts of the file with defaults filled in. Throws `DistrictsFileError` that names all that is wrong in all of them. */
export async function readDistrictsFile(file: string): Promise<readonly DistrictGiven[]> {
  return districtsIn(await readJson(file), file);
}

/** The same, of a file that may also hold one district by itself, and has at least one. */
export async function readDistrictFile(file: string): Promise<readonly DistrictGiven[]> {
  const value = await readJson(file);
  if (Array.isArray(value) && value.length === 0)
    throw new DistrictsFileError(file, [{ path: '', message: 'has no district in it' }]);
  return districtsIn(Array.isArray(value) ? value : [value], file);
}

function districtsIn(value: unknown, file: string): readonly DistrictGiven[] {
  if (!Array.isArray(value)) throw new DistrictsFileError(file, [{ path: '', message: 'is not a JSON array' }]);
  if (value.length > CONSOLE_LIMITS.districtsInFile)
    throw new DistrictsFileError(file, [
      { path: '', message: `has more than ${CONSOLE_LIMITS.districtsInFile} districts` },
    ]);
  const errors: FieldError[] = [];
  const indexes = new Map<string, number>();
  const districts = value.flatMap((entry: unknown, index) => {
    const { overrule, settings, errors: wrongKeys } = takeOverrule(entry);
    const checked = checkSettings(settings);
    const wrong = checked.ok ? wrongKeys : [...checked.errors, ...wrongKeys];
    errors.push(...wrong.map((error) => within(index, error)));
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    const { districtId } = (isObject ? entry : {}) as { districtId?: unknown };
    if (isObject && districtId === undefined) errors.push({ path: `[${index}].districtId`, message: 'is missing' });
    if (typeof districtId !== 'string') return [];
    const first = indexes.get(districtId);
    if (first === undefined) indexes.set(districtId, index);
    else errors.push({ path: `[${index}].districtId`, message: `is the same as [${first}].districtId` });
    return checked.ok ? [{ ...checked.value, districtId, overrule }] : [];
  });
  if (errors.length > 0) throw new DistrictsFileError(file, errors.slice(0, CONSOLE_LIMITS.fieldErrors));
  return districts;
}

/** An error of the file's district number `index`. */
export function within(index: number, { path, message }: FieldError): FieldError {
  return { path: path === '' || path.startsWith('[') ? `[${index}]${path}` : `[${index}].${path}`, message };
}

/** `overrule` is the file's alone; what remains of the entry are settings as everywhere. */
function takeOverrule(entry: unknown): { overrule: string[]; settings: unknown; errors: FieldError[] } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || !('overrule' in entry))
    return { overrule: [], settings: entry, errors: [] };
  const { overrule, ...settings } = entry;
  if (!Array.isArray(overrule))
    return { overrule: [], settings, errors: [{ path: 'overrule', message: 'must be an array' }] };
  const errors = overrule.flatMap((key: unknown, index) =>
    SETTING_KEYS.includes(String(key))
      ? []
      : [{ path: `overrule[${index}]`, message: `must be one of ${SETTING_KEYS.join(', ')}` }],
  );
  return { overrule: overrule.map(String), settings, errors };
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new DistrictsFileError(file, [{ path: '', message: `cannot be read (${code})` }], error);
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // Without V8's words, which quote the text: it holds secrets.
    throw new DistrictsFileError(file, [{ path: '', message: 'is not valid JSON' }]);
  }
}
