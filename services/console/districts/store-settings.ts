import { type DistrictRecord, type DistrictStore, LedgerError } from '@passback/ledger';
import type { Secrets, Validated } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { settleSettings } from './settle-settings.ts';
import type { GivenSettings } from './settings-schema.ts';

export interface SettingsChange {
  readonly districtId: string;
  readonly given: GivenSettings;
  readonly by: string;
  readonly at: number;
  /** Refuse unless the settings have this version. */
  readonly expectedVersion?: number;
}

interface Stores {
  readonly districts: Pick<DistrictStore, 'get' | 'put'>;
  readonly secrets: Secrets;
}

/**
 * Creates or replaces the settings of a district; equal ones change nothing. What somebody else stores meanwhile is taken into
 * account: what was left out is what is held at that moment. Throws `LedgerError` `VERSION_CONFLICT` for another version than expected.
 */
export async function storeSettings(stores: Stores, change: SettingsChange): Promise<Validated<DistrictRecord>> {
  for (let tries = 1; ; tries += 1) {
    const held = await stores.districts.get(change.districtId);
    const settled = settleSettings(change.districtId, change.given, held?.settings ?? null, stores.secrets);
    if (!settled.ok) return settled;
    const expectedVersion = change.expectedVersion ?? held?.version ?? 0;
    try {
      const { by, at } = change;
      return { ok: true, value: await stores.districts.put(settled.value, { by, at, expectedVersion }) };
    } catch (error) {
      const isOvertaken = error instanceof LedgerError && error.code === 'VERSION_CONFLICT';
      const mayTryAgain = change.expectedVersion === undefined && tries < CONSOLE_LIMITS.settingsTries;
      if (!isOvertaken || !mayTryAgain) throw error;
    }
  }
}
