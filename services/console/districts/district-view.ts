import type { DistrictRecord, DistrictSettings } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';
import { SHOWN_HASH_DIGITS } from './settle-settings.ts';

export interface DistrictView extends Omit<DistrictSettings, 'powerschool'> {
  readonly powerschool: Omit<DistrictSettings['powerschool'], 'clientSecret'> & { readonly clientSecretSet: true };
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Settings as they may be shown: no secret, and of tokens only the beginning of their hashes. A PUT takes it back as it is. */
export function districtView({ settings, version, createdAt, changedAt, changedBy }: DistrictRecord): DistrictView {
  const { clientSecret: _secret, ...powerschool } = settings.powerschool;
  return {
    ...settings,
    powerschool: { ...powerschool, clientSecretSet: true },
    tokens: settings.tokens.map(({ sha256, roles }) => ({ sha256: sha256.slice(0, SHOWN_HASH_DIGITS), roles })),
    version,
    createdAt: isoOf(createdAt),
    changedAt: isoOf(changedAt),
    changedBy,
  };
}
