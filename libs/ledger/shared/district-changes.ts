import { isDeepStrictEqual } from 'node:util';
import type { DistrictRecord, DistrictSettings, DistrictStore } from '../port/districts.ts';
import { LedgerError } from '../port/ledger.ts';

export interface DistrictChange {
  readonly version: number;
  readonly by: string;
  readonly at: number;
  readonly keys: readonly string[];
}

/** What a `put` comes to: null when it changes nothing; without a `change` where only what the file said is remembered anew. */
export function districtChange(
  held: DistrictRecord | null,
  settings: DistrictSettings,
  change: Parameters<DistrictStore['put']>[1],
): { record: DistrictRecord; change: DistrictChange | null } | null {
  const heldVersion = held?.version ?? 0;
  if (change.expectedVersion !== undefined && change.expectedVersion !== heldVersion) {
    const versions = `have version ${heldVersion} and not ${change.expectedVersion}`;
    throw new LedgerError('VERSION_CONFLICT', `The settings of ${settings.districtId} ${versions}`);
  }
  // As it will be read back, so that what JSON cannot hold (an undefined key, a prototype) is no difference.
  const stored = JSON.parse(JSON.stringify(settings)) as DistrictSettings;
  const keys = changedKeys(held?.settings ?? null, stored);
  const file = change.file ?? held?.file;
  if (held !== null && keys.length === 0) {
    return isDeepStrictEqual(file, held.file) || file === undefined
      ? null
      : { record: { ...held, file }, change: null };
  }
  const version = heldVersion + 1;
  return {
    record: {
      settings: stored,
      version,
      createdAt: held?.createdAt ?? change.at,
      changedAt: change.at,
      changedBy: change.by,
      evaluatedWith: held?.evaluatedWith ?? null,
      ...(file !== undefined && { file }),
    },
    change: { version, by: change.by, at: change.at, keys },
  };
}

/** Names of the settings that differ; those of PowerSchool one by one (`powerschool.baseUrl`). Values never. */
function changedKeys(before: DistrictSettings | null, after: DistrictSettings): string[] {
  const { powerschool: powerschoolAfter, ...restAfter } = after;
  if (before === null) return [...Object.keys(restAfter), 'powerschool'].sort();
  const { powerschool: powerschoolBefore, ...restBefore } = before;
  const own = differing(restBefore, restAfter);
  const powerschool = differing(powerschoolBefore, powerschoolAfter).map((key) => `powerschool.${key}`);
  return [...own, ...powerschool].sort();
}

function differing(before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const current = new Map<string, unknown>(Object.entries(after));
  const keys = new Set([...old.keys(), ...current.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(old.get(key), current.get(key)));
}
