import type { EpochMs, LocalDate } from '@passback/domain';
import type { Page } from './section-assessments.ts';

/**
 * `planned`: to be sent from `dueAt` on. `sending`: somebody has it in hand. The others are ends: `sent`; `refused` by the other side for
 * good; `failed`: it was tried as often as it is tried; `inDoubt`: it may have arrived, and is not sent again; `dropped`: the recipient
 * does not want it, or is not there any more, or it came to be too late.
 */
export const NOTIFICATION_STATES = ['planned', 'sending', 'sent', 'refused', 'failed', 'inDoubt', 'dropped'] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Who a message is for. Where it goes is looked up when it is sent: the address itself is never stored with it. */
export interface NotificationRecipient {
  /** Of the district and the address, in hex. */
  readonly hash: string;
  readonly of: 'admins' | 'operators' | 'staff' | 'webhook';
  /** Otus' id of one of the staff. */
  readonly userId?: string;
}

/** What the other side said, or what went wrong: no address in it. */
export interface NotificationAnswer {
  /** Of SMTP or HTTP; null where nothing was answered. */
  readonly code: number | null;
  readonly text: string;
  readonly at: EpochMs;
}

/** One message for one recipient about one night of a district. */
export interface NotificationRecord {
  /** SHA-256 of district, night and recipient, so that there is one however often it is planned. */
  readonly notificationId: string;
  readonly districtId: string;
  /** The night that it is about. */
  readonly date: LocalDate;
  readonly channel: 'email' | 'webhook';
  readonly recipient: NotificationRecipient;
  /** What it says, as JSON: codes, titles of assessments, counts. */
  readonly content: unknown;
  readonly state: NotificationState;
  /** Times that it was taken in hand to be sent. */
  readonly attempts: number;
  /** Null where nothing is to be done. */
  readonly dueAt: EpochMs | null;
  /** From then on it is not worth sending. */
  readonly expiresAt: EpochMs;
  /** Grows with each time that it is taken in hand; what an older one says is refused. */
  readonly fence: number;
  /** Null unless `sending`. */
  readonly claim: NotificationClaim | null;
  readonly answer: NotificationAnswer | null;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
}

interface NotificationClaim {
  readonly owner: string;
  readonly until: EpochMs;
  /** Written before the first byte of the message goes: while it is false, the other side cannot have the message. */
  readonly isBodyBegun: boolean;
}

/** What is given to `plan`; the rest of the record begins with nothing done. */
export type PlannedNotification = Pick<
  NotificationRecord,
  'notificationId' | 'districtId' | 'date' | 'channel' | 'recipient' | 'content' | 'expiresAt' | 'createdAt'
> & { readonly dueAt: EpochMs };

/** How an attempt ended; `planned` where it is tried again at `dueAt`. */
export interface NotificationEnd {
  readonly state: Exclude<NotificationState, 'sending'>;
  readonly dueAt: EpochMs | null;
  readonly answer: NotificationAnswer;
  /** Nobody was asked to take it, so that it is not counted among the attempts. */
  readonly isNoAttempt?: true;
}

/** What is told of one night, decided once: everything else is made from it. */
export interface BriefingRecord {
  readonly districtId: string;
  readonly date: LocalDate;
  readonly at: EpochMs;
  /** What is told, as JSON. */
  readonly content: unknown;
  /** Whether all of its messages are planned. */
  readonly isPlanned: boolean;
}

/** An address that nothing is sent to any more. */
export interface SilencedAddress {
  readonly districtId: string;
  readonly recipient: NotificationRecipient;
  readonly why: 'bounced' | 'unsubscribed';
  /** What the mail server said of it; empty where a person unsubscribed. */
  readonly said: string;
  readonly at: EpochMs;
}

/** Who is told what, so that nobody is told twice. */
export interface NotificationStore {
  /** Stores the briefing unless the night has one; gives the one that is stored. */
  brief(briefing: BriefingRecord): Promise<BriefingRecord>;
  /** The newest by date, or null. */
  lastBriefing(districtId: string): Promise<BriefingRecord | null>;
  markPlanned(districtId: string, date: LocalDate): Promise<void>;
  /** Stores those that there are not; gives the ids of those that this call stored. At most 1,000. */
  plan(notifications: readonly PlannedNotification[]): Promise<readonly string[]>;
  /**
   * Takes up to `limit` (at most 100) in hand, the longest due first: planned ones that are due, and those whose claim ran out before a byte of
   * the message went. Never hands one to two callers.
   */
  claim(claim: { owner: string; now: EpochMs; leaseMs: number; limit: number }): Promise<NotificationRecord[]>;
  /** To be called before the first byte of the message goes. False where it is not in hand with this fence any more: then it must not go. */
  beginBody(notificationId: string, fence: number): Promise<boolean>;
  /** Stores the end of an attempt, also of one that was called in doubt meanwhile; false where somebody else has it in hand, or it ended. */
  settle(notificationId: string, fence: number, end: NotificationEnd): Promise<boolean>;
  /** Calls those in doubt whose claim ran out after the message had begun to go; gives them. At most 100 a call. */
  callInDoubt(now: EpochMs): Promise<NotificationRecord[]>;
  /** Those that there are of the ids, in any order. At most 1,000. */
  load(notificationIds: readonly string[]): Promise<NotificationRecord[]>;
  /** Newest first. `limit` at most 200. Throws `LedgerError` `INVALID_CURSOR`. */
  list(districtId: string, page: { cursor?: string; limit: number }): Promise<Page<NotificationRecord>>;
  /** Stays as it is where the address is silenced already. */
  silence(address: SilencedAddress): Promise<void>;
  /** Lets the address be written to again; false where it was not silenced. */
  unsilence(districtId: string, hash: string): Promise<boolean>;
  /** Newest first, at most 1,000. */
  silenced(districtId: string): Promise<SilencedAddress[]>;
  isSilenced(districtId: string, hash: string): Promise<boolean>;
  /** Removes messages, and briefings but each district's newest, from before `before`; how many messages went. */
  prune(before: EpochMs): Promise<number>;
}
