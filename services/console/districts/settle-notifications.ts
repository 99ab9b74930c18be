import type { DistrictSettings, NotificationSettings, NotificationWebhook } from '@passback/ledger';
import { webhookSecretOf } from '@passback/service-host';
import type { FieldError, Secrets } from '@passback/service-kit';
import type { GivenNotifications } from './notifications-schema.ts';

/**
 * Who is told, as it is stored: the secrets of webhooks sealed, each for its URL, and as they are stored where they were left out. Left out as a
 * whole, what is stored stays; null is nobody. Adds to `errors`.
 */
export function settleNotifications(
  districtId: string,
  given: GivenNotifications | null | undefined,
  stored: DistrictSettings | null,
  secrets: Pick<Secrets, 'seal' | 'same'>,
  errors: FieldError[],
): NotificationSettings | undefined {
  if (given === undefined) return stored?.notifications;
  if (given === null) return undefined;
  const storedWebhooks = stored?.notifications?.webhooks ?? [];
  const webhooks = given.webhooks.map(({ url, secret, shape }, index): NotificationWebhook => {
    const path = `notifications.webhooks[${index}]`;
    if (given.webhooks.findIndex((other) => other.url === url) < index)
      errors.push({ path: `${path}.url`, message: 'is there twice' });
    const known = storedWebhooks.find((webhook) => webhook.url === url)?.secret ?? null;
    const settled = secret === undefined ? known : sealedOnce(districtId, { url, secret }, known, secrets);
    // A chat knows its senders by the address itself; a receiver of ours by the signature alone.
    if (settled === null && shape === 'json') errors.push({ path: `${path}.secret`, message: 'is missing' });
    return { url, secret: settled, shape };
  });
  const { language, admins, quietHours, quietDays, teacherDigest, morningBy } = given;
  return { language, admins, webhooks, quietHours, quietDays, teacherDigest, morningBy };
}

/** An equal secret keeps its stored text, so that settings that do not change stay the same version. */
function sealedOnce(
  districtId: string,
  { url, secret }: { url: string; secret: string },
  known: string | null,
  secrets: Pick<Secrets, 'seal' | 'same'>,
): string {
  const place = webhookSecretOf(districtId, url);
  const sealed = secrets.seal(secret, place);
  return known !== null && secrets.same(known, sealed, place) ? known : sealed;
}
