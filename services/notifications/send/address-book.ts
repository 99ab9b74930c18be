import type { DistrictRecord, NotificationRecord, NotificationWebhook } from '@passback/ledger';
import { webhookSecretOf } from '@passback/service-host';
import { openEmail } from '../brief/staff-emails.ts';
import { NOBODY_TOLD, type NotificationsContext } from '../notifications-context.ts';
import { type Addressee, overseers, recipientHash } from '../plan/recipients.ts';

type Sources = Pick<NotificationsContext, 'ledger' | 'secrets' | 'operators'>;

/** Where a message goes, as it is known at the moment of sending; null where its recipient is there no more. */
export async function addresseeOf(
  { ledger, secrets, operators }: Sources,
  message: Pick<NotificationRecord, 'districtId' | 'recipient'>,
): Promise<Addressee | null> {
  const { districtId, recipient } = message;
  const district = await ledger.districts.get(districtId);
  if (district === null) return null;
  if (recipient.of !== 'staff') {
    const how = district.settings.notifications ?? NOBODY_TOLD;
    const found = overseers(districtId, how, operators).find((each) => each.recipient.hash === recipient.hash);
    return found ?? null;
  }
  const staff = (await ledger.staff.get(districtId))?.staff ?? [];
  const member = staff.find(({ userId }) => userId === recipient.userId);
  const address = member === undefined ? null : openEmail(secrets, districtId, member);
  if (address === null || recipientHash(districtId, 'email', address) !== recipient.hash) return null;
  return { channel: 'email', address, recipient };
}

/** The webhook at an address, its secret in plain text. Throws where that cannot be opened. */
export function webhookAt(
  { settings }: Pick<DistrictRecord, 'settings'>,
  url: string,
  secrets: NotificationsContext['secrets'],
): NotificationWebhook | null {
  const webhook = settings.notifications?.webhooks.find((each) => each.url === url);
  if (webhook === undefined) return null;
  if (webhook.secret === null) return webhook;
  return { ...webhook, secret: secrets.open(webhook.secret, webhookSecretOf(settings.districtId, url)) };
}
