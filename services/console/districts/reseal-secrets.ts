import {
  type DistrictRecord,
  type DistrictStore,
  type FileMemory,
  LedgerError,
  type NotificationSettings,
  SECRET_SETTING,
} from '@passback/ledger';
import { clientSecretOf, webhookSecretOf } from '@passback/service-host';
import type { Clock, Secrets } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';

/** Who a change of the seal alone is recorded by. */
const BY_RESEAL = 'reseal';

export interface Resealed {
  /** Districts whose secret was sealed anew. */
  readonly resealed: readonly string[];
  /** Districts whose secret none of the keys opens, or that was sealed for another place. */
  readonly unopened: readonly string[];
}

/**
 * Seals every district's secret with the first key of `SECRETS_KEY`, bound to its district. What is so already stays: the second time nothing
 * happens. A secret that cannot be opened stays as it is and is told. Throws what the ledger throws.
 */
export async function resealSecrets(
  districts: Pick<DistrictStore, 'get' | 'list' | 'put'>,
  secrets: Pick<Secrets, 'reseal'>,
  clock: Pick<Clock, 'now'>,
): Promise<Resealed> {
  const resealed: string[] = [];
  const unopened: string[] = [];
  for (const { settings } of await districts.list()) {
    const { districtId } = settings;
    const outcome = await resealDistrict(districts, districtId, secrets, clock);
    if (outcome === 'resealed') resealed.push(districtId);
    if (outcome === 'unopened') unopened.push(districtId);
  }
  return { resealed, unopened };
}

async function resealDistrict(
  districts: Pick<DistrictStore, 'get' | 'put'>,
  districtId: string,
  secrets: Pick<Secrets, 'reseal'>,
  clock: Pick<Clock, 'now'>,
): Promise<'resealed' | 'as it was' | 'unopened'> {
  for (let tries = 1; ; tries += 1) {
    const stored = await districts.get(districtId);
    if (stored === null) return 'as it was';
    const sealed = sealedAnew(stored, secrets);
    if (sealed === null) return 'unopened';
    const { clientSecret, file, webhooks } = sealed;
    const isAsItWas = clientSecret === stored.settings.powerschool.clientSecret && webhooks === storedWebhooks(stored);
    if (isAsItWas && file === stored.file) return 'as it was';
    const { notifications } = stored.settings;
    const settings = {
      ...stored.settings,
      powerschool: { ...stored.settings.powerschool, clientSecret },
      ...(notifications !== undefined && { notifications: { ...notifications, webhooks } }),
    };
    const memory = file === undefined ? {} : { file };
    try {
      await districts.put(settings, { by: BY_RESEAL, at: clock.now(), expectedVersion: stored.version, ...memory });
      return 'resealed';
    } catch (error) {
      const isOvertaken = error instanceof LedgerError && error.code === 'VERSION_CONFLICT';
      if (!isOvertaken || tries >= CONSOLE_LIMITS.settingsTries) throw error;
    }
  }
}

type Webhooks = NotificationSettings['webhooks'];

const NO_WEBHOOKS: Webhooks = [];

function storedWebhooks({ settings }: Pick<DistrictRecord, 'settings'>): Webhooks {
  return settings.notifications?.webhooks ?? NO_WEBHOOKS;
}

/** The very list where none of them changes. Throws as `reseal`. */
function webhooksAnew(district: Pick<DistrictRecord, 'settings'>, secrets: Pick<Secrets, 'reseal'>): Webhooks {
  const { districtId } = district.settings;
  const stored = storedWebhooks(district);
  const anew = stored.map((webhook) =>
    webhook.secret === null
      ? webhook
      : { ...webhook, secret: secrets.reseal(webhook.secret, webhookSecretOf(districtId, webhook.url)) },
  );
  return anew.some(({ secret }, index) => secret !== stored[index]?.secret) ? anew : stored;
}

/** Null where it cannot be opened. What the file said has the same text where it had it before: it is known by it. */
function sealedAnew(
  { settings, file }: DistrictRecord,
  secrets: Pick<Secrets, 'reseal'>,
): { clientSecret: string; file: FileMemory | undefined; webhooks: Webhooks } | null {
  const place = clientSecretOf(settings.districtId);
  const stored = settings.powerschool.clientSecret;
  const said = file?.said[SECRET_SETTING];
  try {
    const clientSecret = secrets.reseal(stored, place);
    const webhooks = webhooksAnew({ settings }, secrets);
    if (file === undefined || said === undefined) return { clientSecret, file, webhooks };
    const resaid = said === stored ? clientSecret : secrets.reseal(said, place);
    return {
      clientSecret,
      webhooks,
      file: resaid === said ? file : { ...file, said: { ...file.said, [SECRET_SETTING]: resaid } },
    };
  } catch {
    return null;
  }
}
