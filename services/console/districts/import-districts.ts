import { readFile } from 'node:fs/promises';
import type { ServiceResources } from '@passback/service-host';
import { ConfigError, type FieldError } from '@passback/service-kit';
import { checkDistrict, type DistrictInput } from './settings-schema.ts';
import { storedSettings } from './stored-settings.ts';

type ImportResources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock'>;

function fileError(message: string): ConfigError {
  return new ConfigError([{ path: 'DISTRICTS_FILE', message }]);
}

/** Reads `DISTRICTS_FILE`. Throws `ConfigError` that names every wrong field of every district. */
export async function readDistrictsFile(file: string): Promise<DistrictInput[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fileError(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  const districts = parse(file, text);
  const checked = districts.map((district) => checkDistrict(district));
  const errors: FieldError[] = checked.flatMap(({ errors: wrong }, index) =>
    wrong.map(({ path, message }) => ({ path: `DISTRICTS_FILE [${index}]${path === '' ? '' : `.${path}`}`, message })),
  );
  checked.forEach(({ settings }, index) => {
    const first = checked.findIndex((other) => other.settings?.districtId === settings?.districtId);
    if (first < index)
      errors.push({ path: `DISTRICTS_FILE [${index}].districtId`, message: `is that of [${first}] too` });
  });
  if (errors.length > 0) throw new ConfigError(errors);
  return checked.map(({ settings }) => settings);
}

function parse(file: string, text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch (error) {
    throw fileError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw fileError(`${file} must hold a JSON array of districts`);
}

/** Creates or updates the districts; nothing is stored when any lacks a secret. Throws `ConfigError`, or what the ledger throws. */
export async function importDistricts(
  districts: readonly DistrictInput[],
  { ledger, secrets, clock }: ImportResources,
): Promise<void> {
  const errors: FieldError[] = [];
  const stored = await Promise.all(
    districts.map(async (input, index) => {
      const held = await ledger.districts.get(input.districtId);
      const result = storedSettings(input, held?.settings ?? null, secrets);
      errors.push(
        ...result.errors.map(({ path, message }) => ({ path: `DISTRICTS_FILE [${index}].${path}`, message })),
      );
      return result.settings;
    }),
  );
  if (errors.length > 0) throw new ConfigError(errors);
  for (const settings of stored) await ledger.districts.put(settings, { by: 'file', at: clock.now() });
}
