import {
  type DistrictRecord,
  type DistrictSettings,
  type FileMemory,
  fileMemory,
  SECRET_SETTING,
} from '@passback/ledger';
import { type ServiceResources, STRICT_OPERATOR } from '@passback/service-host';
import type { FieldError, Validated } from '@passback/service-kit';
import { auditedDistricts, BY_FILE } from '../audit/audited-districts.ts';
import { type DistrictGiven, DistrictsFileError, within } from './districts-file.ts';
import { differencesFromFile, mergeWithFile } from './merge-with-file.ts';
import { needsSecretAnew, refusalsToFile } from './refusals.ts';
import { settleSettings } from './settle-settings.ts';
import { storeSettled } from './store-settings.ts';

export type ImportStores = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'operator'> &
  Partial<Pick<ServiceResources, 'logger'>>;

/**
 * Creates or updates every district that was read from `file`: all of them, or, when anything is wrong in any, none. One without a secret
 * needs one that is held. What a person changed since the file was read last stands, and is told in the log. Throws `DistrictsFileError`,
 * or `LedgerError` `UNAVAILABLE` when the ledger is away: then it can be called again.
 */
export async function storeDistricts(
  file: string,
  districts: readonly DistrictGiven[],
  stores: ImportStores,
): Promise<readonly DistrictRecord[]> {
  const { ledger, secrets, clock, logger } = stores;
  const held = new Map((await ledger.districts.list()).map((record) => [record.settings.districtId, record]));
  const errors: FieldError[] = [];
  for (const [index, given] of districts.entries()) {
    const settled = await settle(given, held.get(given.districtId) ?? null, stores);
    if (!settled.ok) errors.push(...settled.errors.map((error) => within(index, error)));
  }
  if (errors.length > 0) throw new DistrictsFileError(file, errors);
  const stored: DistrictRecord[] = [];
  for (const given of districts) {
    const { districtId } = given;
    const change = { districtId, by: BY_FILE, at: clock.now() };
    const result = await storeSettled(auditedDistricts({ ledger, clock }), change, (now) => settle(given, now, stores));
    if (!result.ok) throw new DistrictsFileError(file, result.errors);
    const keys = differencesFromFile(result.value, secrets);
    if (keys.length > 0)
      logger?.warn({ district: districtId, keys }, 'what a person set stands against the file of districts');
    stored.push(result.value);
  }
  return stored;
}

async function settle(
  { overrule, ...given }: DistrictGiven,
  held: DistrictRecord | null,
  { ledger, secrets, operator = STRICT_OPERATOR }: ImportStores,
): Promise<Validated<{ settings: DistrictSettings; file: FileMemory }>> {
  const { districtId } = given;
  const said = held?.file?.said[SECRET_SETTING];
  const settled = settleSettings(districtId, given, held?.settings ?? null, secrets, said === undefined ? [] : [said]);
  const errors = [...(settled.ok ? [] : settled.errors), ...refusalsToFile(given, secrets, operator)];
  if (!settled.ok || errors.length > 0) return { ok: false, errors };
  const leftOut = [
    ...(given.tokens === undefined ? ['tokens'] : []),
    ...(given.notifications === undefined ? ['notifications'] : []),
    ...(given.powerschool.clientSecret === undefined ? [SECRET_SETTING] : []),
  ];
  if (held === null) {
    return { ok: true, value: { settings: settled.value, file: fileMemory(settled.value, leftOut, overrule) } };
  }
  const changes = held.file === undefined ? await ledger.districts.changes(districtId) : [];
  const { isConnectionTaken, ...merged } = mergeWithFile(
    held,
    { settings: settled.value, leftOut, overrule },
    changes,
    secrets,
  );
  const missing = isConnectionTaken ? needsSecretAnew(given.powerschool, held) : [];
  return missing.length > 0 ? { ok: false, errors: missing } : { ok: true, value: merged };
}
