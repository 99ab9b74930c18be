import type { NotificationEnd, NotificationRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { SendEnd } from './channel.ts';

/**
 * What is stored of an attempt. One that proved that the message did not arrive is made again, each time later, until it has been made as often as
 * it is or the message is not worth sending; one that waits does so until then, however often it was looked at. Pure. `random`: from 0 to 1, so that not all come again at once.
 */
export function endOfAttempt(
  { attempts, expiresAt }: Pick<NotificationRecord, 'attempts' | 'expiresAt'>,
  end: Exclude<SendEnd, { kind: 'taken' }>,
  now: number,
  random: number,
): NotificationEnd {
  const answer = { code: 'code' in end ? end.code : null, text: end.text, at: now };
  if (end.kind === 'waits')
    return { state: 'planned', dueAt: Math.min(now + LIMITS.noServerMs, expiresAt), answer, isNoAttempt: true };
  if (end.kind !== 'again') return { state: end.kind, dueAt: null, answer };
  const wait = LIMITS.againMs[attempts - 1];
  if (wait === undefined) return { state: 'failed', dueAt: null, answer };
  const dueAt = now + Math.max(Math.round(wait * (1 + random / 4)), end.afterMs ?? 0);
  return dueAt < expiresAt ? { state: 'planned', dueAt, answer } : { state: 'failed', dueAt: null, answer };
}
