import type { DistrictRecord, DistrictSettings, DistrictToken, TokenUseStore } from '@passback/ledger';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { SHOWN_HASH_DIGITS } from './settle-settings.ts';

interface TokenView extends DistrictToken {
  /** Null: not since uses are kept; to within some minutes. */
  readonly lastUsedAt: string | null;
}

export interface DistrictView extends Omit<DistrictSettings, 'powerschool' | 'tokens'> {
  readonly powerschool: Omit<DistrictSettings['powerschool'], 'clientSecret'> & { readonly clientSecretSet: true };
  readonly tokens: readonly TokenView[];
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** When tokens were last used, by the digits of their hashes that are shown. */
type LastUses = ReadonlyMap<string, number>;

export async function lastUses(uses: Pick<TokenUseStore, 'list'>, districtId: string): Promise<LastUses> {
  return new Map((await uses.list(districtId)).map(({ token, at }) => [token, at]));
}

/** Settings as they may be shown: no secret, and of tokens only the beginning of their hashes. A PUT takes it back as it is. */
export function districtView(record: DistrictRecord, uses: LastUses): DistrictView {
  const { settings, version, createdAt, changedAt, changedBy } = record;
  const { clientSecret: _secret, ...powerschool } = settings.powerschool;
  return {
    ...settings,
    powerschool: { ...powerschool, clientSecretSet: true },
    tokens: settings.tokens.map((token) => tokenView(token, uses)),
    version,
    createdAt: isoOf(createdAt),
    changedAt: isoOf(changedAt),
    changedBy,
  };
}

function tokenView({ sha256, ...token }: DistrictToken, uses: LastUses): TokenView {
  const shown = sha256.slice(0, SHOWN_HASH_DIGITS);
  return { sha256: shown, ...token, lastUsedAt: isoOrNull(uses.get(shown) ?? null) };
}
