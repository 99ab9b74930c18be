import type {
  DistrictRecord,
  DistrictSettings,
  DistrictToken,
  Ledger,
  NotificationSettings,
  NotificationWebhook,
  StaffRefusal,
  TokenUse,
} from '@passback/ledger';
import type { Clock, Secrets } from '@passback/service-kit';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { SHOWN_HASH_DIGITS } from '../shown-hash.ts';
import { differencesFromFile } from './merge-with-file.ts';
import { nextNightAt } from './next-night.ts';

export interface TokenView extends DistrictToken {
  /** Null: not since uses are kept; to within some minutes. */
  readonly lastUsedAt: string | null;
}

export interface DistrictView extends Omit<DistrictSettings, 'powerschool' | 'tokens' | 'notifications'> {
  readonly powerschool: Omit<DistrictSettings['powerschool'], 'clientSecret'> & { readonly clientSecretSet: true };
  readonly tokens: readonly TokenView[];
  /** Left out where nobody is told anything. */
  readonly notifications?: NotificationsView;
  /** Null while the district is paused. */
  readonly nextNightAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
  /** Keys in which what a person set stands against the file of districts; left out where there are none. */
  readonly differsFromFile?: readonly string[];
  /** A staff list that was not taken, since it would have lost too many people; left out where there is none. */
  readonly staffRefused?: Omit<StaffRefusal, 'at'> & { readonly at: string };
}

/** Who is told, without the secrets of webhooks. */
export interface NotificationsView extends Omit<NotificationSettings, 'webhooks'> {
  readonly webhooks: readonly (Omit<NotificationWebhook, 'secret'> & { readonly secretSet: boolean })[];
}

/** When tokens were last used, by the digits of their hashes that are shown. */
export type LastUses = ReadonlyMap<string, number>;

interface ViewSources {
  readonly ledger: Pick<Ledger, 'staff' | 'tokenUses'>;
  readonly secrets: Pick<Secrets, 'same'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Settings as they may be shown: no secret, and of tokens only the beginning of their hashes. A PUT takes it back as it is. */
export async function districtView(
  district: DistrictRecord,
  { ledger, secrets, clock }: ViewSources,
): Promise<DistrictView> {
  const { settings, version, createdAt, changedAt, changedBy } = district;
  const [used, refusal] = await Promise.all([
    ledger.tokenUses.list(settings.districtId),
    ledger.staff.refusal(settings.districtId),
  ]);
  const uses = lastUses(used);
  const differsFromFile = differencesFromFile(district, secrets);
  const { notifications, ...others } = settings;
  const { clientSecret: _secret, ...powerschool } = settings.powerschool;
  return {
    ...others,
    ...(notifications !== undefined && { notifications: notificationsView(notifications) }),
    powerschool: { ...powerschool, clientSecretSet: true },
    tokens: settings.tokens.map((token) => tokenView(token, uses)),
    nextNightAt: nextNightAt(settings, clock.now()),
    version,
    createdAt: isoOf(createdAt),
    changedAt: isoOf(changedAt),
    changedBy,
    ...(differsFromFile.length > 0 && { differsFromFile }),
    ...(refusal !== null && { staffRefused: { ...refusal, at: isoOf(refusal.at) } }),
  };
}

/** As it may be shown. */
export function notificationsView({ webhooks, ...notifications }: NotificationSettings): NotificationsView {
  return {
    ...notifications,
    webhooks: webhooks.map(({ secret, ...webhook }) => ({ ...webhook, secretSet: secret !== null })),
  };
}

export function lastUses(used: readonly TokenUse[]): LastUses {
  return new Map(used.map(({ token, at }) => [token, at]));
}

/** A token as it may be shown. */
export function tokenView({ sha256, ...token }: DistrictToken, uses: LastUses): TokenView {
  const shown = sha256.slice(0, SHOWN_HASH_DIGITS);
  return { sha256: shown, ...token, lastUsedAt: isoOrNull(uses.get(shown) ?? null) };
}
