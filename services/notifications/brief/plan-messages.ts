import type { StaffMember } from '@passback/domain';
import type {
  BriefingRecord,
  DistrictSettings,
  NotificationSettings,
  NotificationState,
  PlannedNotification,
} from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import { NOBODY_TOLD, type NotificationsContext } from '../notifications-context.ts';
import { type Briefing, isWorthTelling, stillOpen } from '../plan/briefing.ts';
import { digestOf, type MessageContent } from '../plan/message.ts';
import { type Addressee, itemsByTeacher, notificationId, overseers, recipientHash } from '../plan/recipients.ts';
import { WORTH_SENDING_MS } from '../plan/when.ts';
import type { UnitFacts } from './gather-facts.ts';
import { openEmail } from './staff-emails.ts';

/**
 * Plans all messages of a briefing, one for each recipient whatever it is told as. Done again, it plans those that are missing: each is
 * there once for district, night and recipient.
 */
export async function planMessages(
  context: NotificationsContext,
  settings: DistrictSettings,
  briefing: BriefingRecord,
  { items }: UnitFacts,
): Promise<void> {
  const { ledger, clock } = context;
  const { districtId, notifications: how = NOBODY_TOLD } = settings;
  const messages = new Map<string, { addressee: Addressee; content: MessageContent }>();
  const about = {
    ...{ districtId, districtName: settings.name, language: how.language, date: briefing.date },
  };
  for (const { addressee, content } of await overseersTold(context, briefing, how, briefing.content as Briefing))
    messages.set(addressee.recipient.hash, { addressee, content: { ...about, ...content } });
  const staff = how.teacherDigest ? ((await ledger.staff.get(districtId))?.staff ?? []) : [];
  for (const [member, own] of itemsByTeacher(items, staff)) {
    const addressee = teacherOf(context, districtId, member);
    if (addressee === null) continue;
    const other = messages.get(addressee.recipient.hash);
    const content = { ...(other?.content ?? about), digest: digestOf(own) };
    messages.set(addressee.recipient.hash, { addressee, content });
  }
  const now = clock.now();
  const planned = [...messages.values()].map(({ addressee, content }): PlannedNotification => {
    const { channel, recipient } = addressee;
    const id = notificationId(districtId, briefing.date, recipient.hash);
    const times = { dueAt: now, expiresAt: briefing.at + WORTH_SENDING_MS, createdAt: now };
    return { notificationId: id, districtId, date: briefing.date, channel, recipient, content, ...times };
  });
  for (let at = 0; at < planned.length; at += LIMITS.messagesPerWrite)
    await ledger.notifications.plan(planned.slice(at, at + LIMITS.messagesPerWrite));
  await ledger.notifications.markPlanned(districtId, briefing.date);
}

/** Whoever may not have got the message before this one is told again of what is not over. */
async function overseersTold(
  { ledger, operators }: NotificationsContext,
  { districtId, date }: Pick<BriefingRecord, 'districtId' | 'date'>,
  how: NotificationSettings,
  briefing: Briefing,
): Promise<{ addressee: Addressee; content: Pick<MessageContent, 'briefing'> }[]> {
  const { alerts, over, newReasons, weekly, previous } = briefing;
  const all = overseers(districtId, how, operators);
  const still = stillOpen(briefing, date);
  const idBefore = ({ recipient }: Addressee): string => notificationId(districtId, previous ?? '', recipient.hash);
  const before = still.length === 0 || previous === null ? [] : await ledger.notifications.load(all.map(idBefore));
  const lost = new Set(before.filter(({ state }) => LOST.has(state)).map(({ notificationId: id }) => id));
  return all.flatMap((addressee) => {
    const isLost = lost.has(idBefore(addressee));
    if (!isLost && !isWorthTelling(briefing)) return [];
    const more = { ...(isLost && { still }), ...(still.length > 0 && { isMoreOpen: true }) };
    return [{ addressee, content: { briefing: { alerts, over, newReasons, weekly, ...more } } }];
  });
}

/** States of a message of which nobody knows that it arrived. */
const LOST: ReadonlySet<NotificationState> = new Set(['failed', 'inDoubt', 'refused']);

/** Null for an address that cannot be opened: it was sealed with a key that is gone, and comes again with the next list of staff. */
function teacherOf(
  { secrets, logger }: NotificationsContext,
  districtId: string,
  member: StaffMember,
): Addressee | null {
  const address = openEmail(secrets, districtId, member);
  if (address === null) {
    logger.warn({ district: districtId }, 'the address of one of the staff cannot be opened');
    return null;
  }
  const hash = recipientHash(districtId, 'email', address);
  return { channel: 'email', address, recipient: { hash, of: 'staff', userId: member.userId } };
}
