import { createHash } from 'node:crypto';
import type { StaffMember } from '@passback/domain';
import type { NotificationRecipient, NotificationSettings } from '@passback/ledger';
import type { TeacherItem } from './stuck-counts.ts';

/** Somebody who is written to. The address is kept in memory only. */
export interface Addressee {
  readonly channel: 'email' | 'webhook';
  readonly address: string;
  readonly recipient: NotificationRecipient;
}

/** By what an address is known in a district without being told. */
export function recipientHash(districtId: string, channel: Addressee['channel'], address: string): string {
  const text = JSON.stringify([districtId, channel, channel === 'email' ? address.toLowerCase() : address]);
  return createHash('sha256').update(text).digest('hex');
}

/** One a district, night and recipient, whoever makes it. */
export function notificationId(districtId: string, date: string, hash: string): string {
  return createHash('sha256')
    .update(JSON.stringify([districtId, date, hash]))
    .digest('hex');
}

/** Those who look after the district; each address once. */
export function overseers(
  districtId: string,
  settings: Pick<NotificationSettings, 'admins' | 'webhooks'>,
  operators: readonly string[],
): Addressee[] {
  const mail = (address: string, of: 'admins' | 'operators'): Addressee => ({
    channel: 'email',
    address,
    recipient: { hash: recipientHash(districtId, 'email', address), of },
  });
  const all = [
    ...settings.admins.map((address) => mail(address, 'admins')),
    ...operators.map((address) => mail(address, 'operators')),
    ...settings.webhooks.map(({ url }): Addressee => {
      return {
        channel: 'webhook',
        address: url,
        recipient: { hash: recipientHash(districtId, 'webhook', url), of: 'webhook' },
      };
    }),
  ];
  return [...new Map(all.toReversed().map((each) => [each.recipient.hash, each])).values()].toReversed();
}

/** Items of each teacher who can be written to: of who assigned it, or else of who teaches the section. */
export function itemsByTeacher(
  items: readonly TeacherItem[],
  staff: readonly StaffMember[],
): ReadonlyMap<StaffMember, readonly TeacherItem[]> {
  const reachable = staff.filter(({ sealedEmail }) => sealedEmail !== undefined);
  const byUserId = new Map(reachable.map((member) => [member.userId, member]));
  const bySisId = new Map(reachable.map((member) => [member.sisUserId, member]));
  const found = new Map<StaffMember, TeacherItem[]>();
  for (const item of items) {
    const { assignedBy, sisTeacherId } = item;
    const member = byUserId.get(assignedBy) ?? (sisTeacherId === null ? undefined : bySisId.get(sisTeacherId));
    if (member !== undefined) found.getOrInsertComputed(member, () => []).push(item);
  }
  return found;
}
