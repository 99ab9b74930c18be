import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { BriefingRecord, NotificationStore, SilencedAddress } from '../port/notifications.ts';
import {
  contentText,
  notificationCursor,
  notificationPosition,
  storedAtFirst,
  storedDoubt,
  storedEnd,
  type StoredNotification,
  toNotification,
} from '../shared/notification-records.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const COLUMNS = `notification_id as notificationId, district_id as districtId, fixed, state, attempts, due_at as dueAt, fence,
  claim_owner as owner, claimed_until as claimedUntil, body_begun as isBodyBegun, answer, created_at as createdAt,
  changed_at as changedAt`;
const PLAN = `
  insert or ignore into notifications
    (notification_id, district_id, fixed, state, attempts, due_at, fence, body_begun, created_at, changed_at)
  values (?, ?, ?, 'planned', 0, ?, 0, 0, ?, ?)`;
/** What is planned comes in order from its index; few are in hand of somebody who went away. */
const CLAIM = `
  update notifications set state = 'sending', attempts = attempts + 1, fence = fence + 1, claim_owner = ?,
    claimed_until = ?, body_begun = 0, changed_at = ?
  where notification_id in (
    select notification_id from (
      select * from (
        select notification_id, due_at from notifications where state = 'planned' and due_at <= ?
        order by due_at, notification_id limit ?)
      union all
      select notification_id, due_at from notifications where state = 'sending' and claimed_until <= ? and body_begun = 0)
    order by due_at, notification_id limit ?)
  returning ${COLUMNS}`;
const BEGIN_BODY = `
  update notifications set body_begun = 1 where notification_id = ? and fence = ? and state = 'sending'`;
const END = `
  update notifications set state = ?, due_at = ?, answer = ?, changed_at = ?, claim_owner = null, claimed_until = null,
    body_begun = 0, attempts = attempts + ?
  where notification_id = ? and fence = ? and state in ('sending', 'inDoubt')`;
const DOUBTFUL = `
  select ${COLUMNS} from notifications where state = 'sending' and claimed_until <= ? and body_begun = 1
  order by claimed_until limit ?`;
const LIST = `
  select ${COLUMNS} from notifications where district_id = ? and (created_at, notification_id) < (?, ?)
  order by created_at desc, notification_id desc limit ?`;
const LOAD = `
  select ${COLUMNS} from notifications where notification_id in (select value from json_each(?))`;
const PRUNE = `
  delete from notifications where rowid in (select rowid from notifications where created_at < ? limit ?)`;
const PRUNE_BRIEFINGS = `
  delete from briefings where rowid in (
    select rowid from briefings where at < ? and date < (
      select max(newest.date) from briefings newest where newest.district_id = briefings.district_id)
    limit ?)`;

type Row = Omit<StoredNotification, 'isBodyBegun'> & { readonly isBodyBegun: number };

const fromRow = (row: Row) => toNotification({ ...row, isBodyBegun: row.isBodyBegun === 1 });

export function sqliteNotifications(database: SqliteDatabase): NotificationStore {
  const end = (id: string, fence: number, how: ReturnType<typeof storedEnd>, counted = 0): boolean => {
    const { state, dueAt, answer, changedAt } = how;
    return database.run(END, state, dueAt, answer, changedAt, counted, id, fence).changes === 1;
  };
  return {
    ...briefings(database),
    ...silencing(database),
    plan: async (planned) => {
      checkLimit('messages', planned.length, LEDGER_LIMITS.notificationsPerWrite);
      const rows = planned.map(storedAtFirst);
      return database.write(() =>
        rows.flatMap(({ notificationId: id, districtId, fixed, dueAt, createdAt }) =>
          database.run(PLAN, id, districtId, fixed, dueAt, createdAt, createdAt).changes > 0 ? [id] : [],
        ),
      );
    },
    claim: async ({ owner, now, leaseMs, limit }) => {
      checkLimit('messages of one claim', limit, LEDGER_LIMITS.notificationsPerClaim);
      return database.write(() =>
        database
          .all<Row>(CLAIM, owner, now + leaseMs, now, now, limit, now, limit)
          .map(fromRow)
          .toSorted(byDue),
      );
    },
    beginBody: (id, fence) => database.write(() => database.run(BEGIN_BODY, id, fence).changes === 1),
    settle: (id, fence, how) => database.write(() => end(id, fence, storedEnd(how), how.isNoAttempt === true ? -1 : 0)),
    callInDoubt: (now) =>
      database.write(() => {
        const rows = database.all<Row>(DOUBTFUL, now, LEDGER_LIMITS.notificationsPerClaim);
        const doubt = storedDoubt(now);
        for (const { notificationId, fence } of rows) end(notificationId, fence, doubt);
        return rows.map((row) => fromRow({ ...row, ...doubt, isBodyBegun: 0 }));
      }),
    load: async (ids) => {
      checkLimit('messages', ids.length, LEDGER_LIMITS.notificationsPerWrite);
      return database.read(() => database.all<Row>(LOAD, JSON.stringify(ids)).map(fromRow));
    },
    list: async (districtId, { cursor, limit }) => {
      checkLimit('messages of one page', limit, LEDGER_LIMITS.listPage);
      const { at, id } = notificationPosition(districtId, cursor) ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
      const rows = await database.read(() => database.all<Row>(LIST, districtId, at, id, limit + 1));
      return { items: rows.slice(0, limit).map(fromRow), cursor: notificationCursor(districtId, rows, limit) };
    },
    prune: async (before) => {
      await deleteInParts(database, PRUNE_BRIEFINGS, before);
      return deleteInParts(database, PRUNE, before);
    },
  };
}

function byDue(one: { readonly dueAt: number | null }, other: { readonly dueAt: number | null }): number {
  return (one.dueAt ?? 0) - (other.dueAt ?? 0);
}

interface BriefingRow {
  readonly district_id: string;
  readonly date: string;
  readonly at: number;
  readonly content: string;
  readonly planned: number;
}

const BRIEF = 'insert or ignore into briefings (district_id, date, at, content, planned) values (?, ?, ?, ?, ?)';
const BRIEFING = 'select * from briefings where district_id = ? and date = ?';
const LAST_BRIEFING = 'select * from briefings where district_id = ? order by date desc limit 1';
const MARK_PLANNED = 'update briefings set planned = 1 where district_id = ? and date = ?';

function briefings(database: SqliteDatabase): Pick<NotificationStore, 'brief' | 'lastBriefing' | 'markPlanned'> {
  return {
    brief: async ({ districtId, date, at, content, isPlanned }) => {
      const text = contentText(content);
      return database.write(() => {
        database.run(BRIEF, districtId, date, at, text, isPlanned ? 1 : 0);
        return toBriefing(database.get<BriefingRow>(BRIEFING, districtId, date) as BriefingRow);
      });
    },
    lastBriefing: (districtId) =>
      database.read(() => {
        const row = database.get<BriefingRow>(LAST_BRIEFING, districtId);
        return row === undefined ? null : toBriefing(row);
      }),
    markPlanned: (districtId, date) => database.write(() => void database.run(MARK_PLANNED, districtId, date)),
  };
}

function toBriefing({ district_id: districtId, date, at, content, planned }: BriefingRow): BriefingRecord {
  return { districtId, date, at, content: JSON.parse(content) as unknown, isPlanned: planned === 1 };
}

const SILENCE = 'insert or ignore into silenced_addresses (district_id, hash, at, silenced) values (?, ?, ?, ?)';
const UNSILENCE = 'delete from silenced_addresses where district_id = ? and hash = ?';
const SILENCED = 'select silenced from silenced_addresses where district_id = ? order by at desc, hash limit ?';
const IS_SILENCED = 'select 1 from silenced_addresses where district_id = ? and hash = ?';

function silencing(
  database: SqliteDatabase,
): Pick<NotificationStore, 'silence' | 'unsilence' | 'silenced' | 'isSilenced'> {
  return {
    silence: (address) =>
      database.write(() => {
        const { districtId, recipient, at } = address;
        database.run(SILENCE, districtId, recipient.hash, at, JSON.stringify(address));
      }),
    unsilence: (districtId, hash) => database.write(() => database.run(UNSILENCE, districtId, hash).changes === 1),
    silenced: (districtId) =>
      database.read(() =>
        database
          .all<{ silenced: string }>(SILENCED, districtId, LEDGER_LIMITS.silencedPerRead)
          .map(({ silenced }) => JSON.parse(silenced) as SilencedAddress),
      ),
    isSilenced: (districtId, hash) =>
      database.read(() => database.get<{ 1: number }>(IS_SILENCED, districtId, hash) !== undefined),
  };
}
