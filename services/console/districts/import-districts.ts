import { readFile } from 'node:fs/promises';
import type { DistrictRecord } from '@passback/ledger';
import type { ServiceResources } from '@passback/service-host';
import type { FieldError } from '@passback/service-kit';
import { auditedDistricts, BY_FILE } from '../audit/audited-districts.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { checkSettings } from './check-settings.ts';
import { settleSettings } from './settle-settings.ts';
import { storeSettings } from './store-settings.ts';
import type { GivenSettings } from './settings-schema.ts';

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

type DistrictGiven = GivenSettings & { readonly districtId: string };
type Stores = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock'>;

/**
 * Creates or updates every district of a JSON file: all of them, or, when anything is wrong in any, none. Throws
 * `DistrictsFileError`, or `LedgerError` `UNAVAILABLE` when the ledger is away: then it can be called again.
 */
export async function importDistricts(file: string, stores: Stores): Promise<readonly DistrictRecord[]> {
  return storeDistricts(file, await readDistrictsFile(file), stores);
}

/** The districts of the file with defaults filled in. Throws `DistrictsFileError` that names all that is wrong in all of them. */
export async function readDistrictsFile(file: string): Promise<readonly DistrictGiven[]> {
  const value = await readJson(file);
  if (!Array.isArray(value)) throw new DistrictsFileError(file, [{ path: '', message: 'is not a JSON array' }]);
  if (value.length > CONSOLE_LIMITS.districtsInFile)
    throw new DistrictsFileError(file, [
      { path: '', message: `has more than ${CONSOLE_LIMITS.districtsInFile} districts` },
    ]);
  const errors: FieldError[] = [];
  const indexes = new Map<string, number>();
  const districts = value.flatMap((entry: unknown, index) => {
    const checked = checkSettings(entry);
    if (!checked.ok) errors.push(...checked.errors.map((error) => within(index, error)));
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    const { districtId } = (isObject ? entry : {}) as { districtId?: unknown };
    if (isObject && districtId === undefined) errors.push({ path: `[${index}].districtId`, message: 'is missing' });
    if (typeof districtId !== 'string') return [];
    const first = indexes.get(districtId);
    if (first === undefined) indexes.set(districtId, index);
    else errors.push({ path: `[${index}].districtId`, message: `is the same as [${first}].districtId` });
    return checked.ok ? [{ ...checked.value, districtId }] : [];
  });
  if (errors.length > 0) throw new DistrictsFileError(file, errors.slice(0, CONSOLE_LIMITS.fieldErrors));
  return districts;
}

/** Stores what was read. A district without a secret needs one that is held. */
export async function storeDistricts(
  file: string,
  districts: readonly DistrictGiven[],
  { ledger, secrets, clock }: Stores,
): Promise<readonly DistrictRecord[]> {
  const held = new Map((await ledger.districts.list()).map(({ settings }) => [settings.districtId, settings]));
  const errors = districts.flatMap((given, index) => {
    const settled = settleSettings(given.districtId, given, held.get(given.districtId) ?? null, secrets);
    return settled.ok ? [] : settled.errors.map((error) => within(index, error));
  });
  if (errors.length > 0) throw new DistrictsFileError(file, errors);
  const stored: DistrictRecord[] = [];
  for (const given of districts) {
    const change = { districtId: given.districtId, given, by: BY_FILE, at: clock.now() };
    const result = await storeSettings({ districts: auditedDistricts({ ledger, clock }), secrets }, change);
    if (!result.ok) throw new DistrictsFileError(file, result.errors);
    stored.push(result.value);
  }
  return stored;
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

function within(index: number, { path, message }: FieldError): FieldError {
  return { path: path === '' || path.startsWith('[') ? `[${index}]${path}` : `[${index}].${path}`, message };
}
