import type { NotificationEnd, NotificationRecord } from '@passback/ledger';
import type { NotificationsContext } from '../notifications-context.ts';
import type { MessageContent } from '../plan/message.ts';
import { ATTRIBUTES, METRICS, measure } from '@passback/telemetry';
import { addresseeOf } from './address-book.ts';
import type { Channel, SendEnd } from './channel.ts';
import { endOfAttempt } from './end-of-attempt.ts';
import { unsubscribeToken } from './unsubscribe-link.ts';

export interface SendingParts {
  readonly channels: Readonly<Record<NotificationRecord['channel'], Channel | null>>;
  /** This service as people reach it; null where they do not. */
  readonly publicUrl: () => string | null;
  readonly random: () => number;
}

/**
 * Sends a message that is in hand and stores what came of it. The ledger is told before the first byte goes, and answers whether it may; where
 * the end cannot be stored, the claim runs out and the message is in doubt, or is sent again where nothing of it went.
 */
export async function sendMessage(
  context: NotificationsContext,
  message: NotificationRecord,
  parts: SendingParts,
): Promise<void> {
  const { ledger, clock, logger } = context;
  const { notifications } = ledger;
  const { notificationId, fence, districtId } = message;
  const end = await attempt(context, message, parts);
  if (end.kind === 'taken') return;
  const how = 'state' in end ? end : endOfAttempt(message, end, clock.now(), parts.random());
  if (!(await notifications.settle(notificationId, fence, how))) return;
  if (end.kind === 'waits')
    return logger.info({ district: districtId, notification: notificationId, reason: end.text }, 'a message waits');
  measure(METRICS.notifications, 1, { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.state]: how.state });
  if (end.kind === 'refused' && end.isAddressGone) await silence(context, message, end.text);
  const about = { district: districtId, notification: notificationId, state: how.state, code: how.answer.code };
  // Without addresses, as it is stored.
  const reason = how.answer.text;
  if (how.state === 'sent') logger.info(about, 'a message was sent');
  else logger.warn({ ...about, reason }, 'a message was not sent');
}

type Dropped = NotificationEnd & { readonly kind: 'dropped' };

async function attempt(
  context: NotificationsContext,
  message: NotificationRecord,
  { channels, publicUrl }: SendingParts,
): Promise<SendEnd | Dropped> {
  const { ledger, clock, secrets } = context;
  const { notificationId, fence, districtId, recipient } = message;
  const now = clock.now();
  const drop = (text: string): Dropped => {
    return { kind: 'dropped', state: 'dropped', dueAt: null, answer: { code: null, text, at: now } };
  };
  if (message.expiresAt <= now) return drop('it came to be too late to be sent');
  if (await ledger.notifications.isSilenced(districtId, recipient.hash)) return drop('nothing is sent to this address');
  const addressee = await addresseeOf(context, message);
  if (addressee === null) return drop('the recipient is not there any more');
  const channel = channels[message.channel];
  if (channel === null) return { kind: 'waits', text: 'no mail server is set (SMTP_URL)' };
  const url = publicUrl();
  const canUnsubscribe = url !== null && message.channel === 'email';
  return channel.send(
    {
      notificationId,
      addressee,
      content: message.content as MessageContent,
      unsubscribeUrl: canUnsubscribe
        ? `${url}/unsubscribe/${unsubscribeToken({ districtId, recipient }, secrets)}`
        : null,
    },
    () => ledger.notifications.beginBody(notificationId, fence),
  );
}

async function silence(
  { ledger, clock, logger }: NotificationsContext,
  { districtId, recipient }: NotificationRecord,
  said: string,
): Promise<void> {
  await ledger.notifications.silence({ districtId, recipient, why: 'bounced', said, at: clock.now() });
  logger.warn({ district: districtId, of: recipient.of }, 'an address takes no messages and gets no more');
}
