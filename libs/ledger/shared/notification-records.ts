import type {
  BriefingRecord,
  NotificationAnswer,
  NotificationEnd,
  NotificationRecord,
  NotificationState,
  PlannedNotification,
} from '../port/notifications.ts';
import { LedgerError } from '../port/ledger.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import { decodeCursor, encodeCursor } from './list-cursor.ts';

/** What of a message never changes, as it is stored. */
type Fixed = Pick<NotificationRecord, 'date' | 'channel' | 'recipient' | 'content' | 'expiresAt'>;

/** A message as it is stored: what is looked for and changes, and the rest as JSON. */
export interface StoredNotification {
  readonly notificationId: string;
  readonly districtId: string;
  readonly fixed: string;
  readonly state: NotificationState;
  readonly attempts: number;
  readonly dueAt: number | null;
  readonly fence: number;
  readonly owner: string | null;
  readonly claimedUntil: number | null;
  readonly isBodyBegun: boolean;
  /** JSON, or null. */
  readonly answer: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Throws `LedgerError` `LIMIT_EXCEEDED` for a message that says too much. */
export function storedAtFirst(planned: PlannedNotification): StoredNotification {
  const { notificationId, districtId, date, channel, recipient, content, expiresAt, dueAt, createdAt } = planned;
  const fixed: Fixed = { date, channel, recipient, content, expiresAt };
  return {
    ...{ notificationId, districtId, dueAt, createdAt, changedAt: createdAt },
    ...{ fixed: contentText(fixed), state: 'planned', attempts: 0, fence: 0 },
    ...{ owner: null, claimedUntil: null, isBodyBegun: false, answer: null },
  };
}

export function toNotification(stored: StoredNotification): NotificationRecord {
  const { notificationId, districtId, state, attempts, dueAt, fence, createdAt, changedAt } = stored;
  const { owner, claimedUntil, isBodyBegun } = stored;
  return {
    ...{ notificationId, districtId, ...(JSON.parse(stored.fixed) as Fixed) },
    ...{ state, attempts, dueAt, fence, createdAt, changedAt },
    claim: owner === null ? null : { owner, until: claimedUntil ?? 0, isBodyBegun },
    answer: stored.answer === null ? null : (JSON.parse(stored.answer) as NotificationAnswer),
  };
}

/** What an end changes of a message. */
export function storedEnd({ state, dueAt, answer }: NotificationEnd) {
  return {
    ...{ state, dueAt: state === 'planned' ? dueAt : null, answer: JSON.stringify(answer), changedAt: answer.at },
    ...{ owner: null, claimedUntil: null, isBodyBegun: false },
  };
}

/** What is said where nobody is left to say how it ended. */
export function storedDoubt(at: number) {
  const text = 'the process that sent it ended before an answer came';
  return storedEnd({ state: 'inDoubt', dueAt: null, answer: { code: null, text, at } });
}

/** As JSON. Throws `LedgerError` `LIMIT_EXCEEDED`. */
export function contentText(content: Fixed | BriefingRecord['content']): string {
  const text = JSON.stringify(content);
  if (Buffer.byteLength(text) <= LEDGER_LIMITS.notificationBytes) return text;
  throw new LedgerError('LIMIT_EXCEEDED', `what is told is more than ${LEDGER_LIMITS.notificationBytes} bytes`);
}

/** Where a page ended. Throws `LedgerError` `INVALID_CURSOR`. */
export function notificationPosition(
  districtId: string,
  cursor: string | undefined,
): { at: number; id: string } | null {
  const position = decodeCursor(['notifications', districtId], cursor);
  return position === null ? null : { at: position.number, id: position.text };
}

/** The cursor after a page of `found`, of which one more than `limit` was looked for. */
export function notificationCursor(
  districtId: string,
  found: readonly Pick<StoredNotification, 'createdAt' | 'notificationId'>[],
  limit: number,
): string | null {
  const last = found[limit - 1];
  if (found.length <= limit || last === undefined) return null;
  return encodeCursor(['notifications', districtId], { number: last.createdAt, text: last.notificationId });
}
