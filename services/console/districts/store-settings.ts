import {
  type DistrictRecord,
  type DistrictSettings,
  type DistrictStore,
  type FileMemory,
  LedgerError,
} from '@passback/ledger';
import type { FieldError, Secrets, Validated } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { settleSettings } from './settle-settings.ts';
import type { GivenSettings } from './settings-schema.ts';

interface Change {
  readonly districtId: string;
  readonly by: string;
  readonly at: number;
  /** Refuse unless the settings have this version. */
  readonly expectedVersion?: number;
  /** How often it is made anew because somebody else changed them meanwhile, and what is waited before each time. */
  readonly tries?: number;
  readonly beforeTry?: () => Promise<void>;
}

export interface SettingsChange extends Change {
  readonly given: GivenSettings;
  /** What must not be set, by what is held. */
  readonly refusals?: (held: DistrictRecord | null) => readonly FieldError[];
}

interface Stores {
  readonly districts: Pick<DistrictStore, 'get' | 'put'>;
  readonly secrets: Secrets;
}

/** What is to be stored where `held` is stored now. */
type Settle = (
  held: DistrictRecord | null,
) => Promise<Validated<{ readonly settings: DistrictSettings; readonly file?: FileMemory }>>;

/**
 * Creates or replaces the settings of a district; equal ones change nothing. What somebody else stores meanwhile is taken into
 * account: what was left out is what is held at that moment. Throws `LedgerError` `VERSION_CONFLICT` for another version than expected.
 */
export async function storeSettings(stores: Stores, change: SettingsChange): Promise<Validated<DistrictRecord>> {
  return storeSettled(stores.districts, change, settling(stores, change));
}

/**
 * The district as `storeSettings` would leave it, with the version, and who changed it when, that are stored now (0, and this change, where
 * there is none). Stores nothing; throws as `storeSettings` does.
 */
export async function trySettings(stores: Stores, change: SettingsChange): Promise<Validated<DistrictRecord>> {
  const held = await stores.districts.get(change.districtId);
  checkVersion(change.districtId, held, change.expectedVersion);
  const settled = await settling(stores, change)(held);
  if (!settled.ok) return settled;
  const { at, by } = change;
  const stored = held ?? { version: 0, createdAt: at, changedAt: at, changedBy: by, evaluatedWith: null };
  return { ok: true, value: { ...stored, settings: settled.value.settings } };
}

function settling({ secrets }: Pick<Stores, 'secrets'>, change: SettingsChange): Settle {
  return async (held) => {
    const settled = settleSettings(change.districtId, change.given, held?.settings ?? null, secrets);
    const errors = [...(settled.ok ? [] : settled.errors), ...(change.refusals?.(held) ?? [])];
    if (!settled.ok || errors.length > 0) return { ok: false, errors };
    return { ok: true, value: { settings: settled.value } };
  };
}

/** Stores what `settle` makes of what is held, again where somebody else stored something meanwhile. */
export async function storeSettled(
  districts: Stores['districts'],
  { districtId, by, at, ...change }: Change,
  settle: Settle,
): Promise<Validated<DistrictRecord>> {
  for (let tries = 1; ; tries += 1) {
    const held = await districts.get(districtId);
    checkVersion(districtId, held, change.expectedVersion);
    const settled = await settle(held);
    if (!settled.ok) return settled;
    const { settings, file } = settled.value;
    const expectedVersion = change.expectedVersion ?? held?.version ?? 0;
    try {
      const memory = file === undefined ? {} : { file };
      return { ok: true, value: await districts.put(settings, { by, at, expectedVersion, ...memory }) };
    } catch (error) {
      const isOvertaken = error instanceof LedgerError && error.code === 'VERSION_CONFLICT';
      const mayTryAgain =
        change.expectedVersion === undefined && tries < (change.tries ?? CONSOLE_LIMITS.settingsTries);
      if (!isOvertaken || !mayTryAgain) throw error;
      await change.beforeTry?.();
    }
  }
}

/** Before anything is made of what is held: it may be another version than the one that the ledger finds in the end. */
function checkVersion(districtId: string, held: DistrictRecord | null, expected: number | undefined): void {
  const version = held?.version ?? 0;
  if (expected === undefined || expected === version) return;
  throw new LedgerError(
    'VERSION_CONFLICT',
    `The settings of ${districtId} have version ${version} and not ${expected}`,
  );
}
