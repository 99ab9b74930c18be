import type { Filter } from 'mongodb';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { BriefingRecord, NotificationStore, SilencedAddress } from '../port/notifications.ts';
import {
  contentText,
  notificationCursor,
  notificationPosition,
  storedAtFirst,
  storedDoubt,
  storedEnd,
  toNotification,
} from '../shared/notification-records.ts';
import { unitKey as keyOf } from '../shared/unit-writes.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { BriefingDocument, NotificationDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

const fromDocument = ({ _id: notificationId, ...stored }: NotificationDocument) =>
  toNotification({ notificationId, ...stored });

export function mongodbNotifications(connection: MongodbConnection): NotificationStore {
  return { ...briefings(connection), ...silencing(connection), ...sending(connection), ...keeping(connection) };
}

type Sending = Pick<NotificationStore, 'claim' | 'beginBody' | 'settle' | 'callInDoubt'>;

/** Each message is taken by an update of its own, guarded by its fence: what another one took meanwhile is left to it. */
function sending(connection: MongodbConnection): Sending {
  const settle = (_id: string, fence: number, end: ReturnType<typeof storedEnd>, counted = 0): Promise<boolean> =>
    connection.run(async ({ notifications }) => {
      const filter = { _id, fence, state: { $in: ['sending', 'inDoubt'] } } as Filter<NotificationDocument>;
      return (await notifications.updateOne(filter, { $set: end, $inc: { attempts: counted } })).matchedCount === 1;
    });
  return {
    claim: async ({ owner, now, leaseMs, limit }) => {
      checkLimit('messages of one claim', limit, LEDGER_LIMITS.notificationsPerClaim);
      const taken = {
        state: 'sending',
        owner,
        claimedUntil: now + leaseMs,
        isBodyBegun: false,
        changedAt: now,
      } as const;
      return connection.run(async ({ notifications }) => {
        const due = await notifications.find(claimable(now)).sort({ dueAt: 1, _id: 1 }).limit(limit).toArray();
        const claimed: NotificationDocument[] = [];
        for (const { _id, fence } of due) {
          const filter = { $and: [{ _id, fence }, claimable(now)] } as Filter<NotificationDocument>;
          const update = { $set: taken, $inc: { attempts: 1, fence: 1 } };
          const document = await notifications.findOneAndUpdate(filter, update, { returnDocument: 'after' });
          if (document !== null) claimed.push(document);
        }
        return claimed.map(fromDocument);
      });
    },
    beginBody: (_id, fence) =>
      connection.run(async ({ notifications }) => {
        const { matchedCount } = await notifications.updateOne(
          { _id, fence, state: 'sending' },
          { $set: { isBodyBegun: true } },
        );
        return matchedCount === 1;
      }),
    settle: (id, fence, end) => settle(id, fence, storedEnd(end), end.isNoAttempt === true ? -1 : 0),
    callInDoubt: async (now) => {
      const found = await connection.run(({ notifications }) =>
        notifications
          .find({ state: 'sending', claimedUntil: { $lte: now }, isBodyBegun: true })
          .limit(LEDGER_LIMITS.notificationsPerClaim)
          .toArray(),
      );
      const doubt = storedDoubt(now);
      const called: NotificationDocument[] = [];
      for (const document of found)
        if (await settle(document._id, document.fence, doubt)) called.push({ ...document, ...doubt });
      return called.map(fromDocument);
    },
  };
}

function keeping(connection: MongodbConnection): Pick<NotificationStore, 'plan' | 'load' | 'list' | 'prune'> {
  return {
    plan: async (planned) => {
      checkLimit('messages', planned.length, LEDGER_LIMITS.notificationsPerWrite);
      if (planned.length === 0) return [];
      const writes = planned.map(storedAtFirst).map(({ notificationId: _id, ...stored }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: stored }, upsert: true },
      }));
      return connection.run(async ({ notifications }) => {
        const { upsertedIds } = await notifications.bulkWrite(writes);
        return Object.values(upsertedIds) as string[];
      });
    },
    load: async (ids) => {
      checkLimit('messages', ids.length, LEDGER_LIMITS.notificationsPerWrite);
      return connection.run(async ({ notifications }) =>
        (await notifications.find({ _id: { $in: [...ids] } }).toArray()).map(fromDocument),
      );
    },
    list: async (districtId, { cursor, limit }) => {
      checkLimit('messages of one page', limit, LEDGER_LIMITS.listPage);
      const filter = before(districtId, notificationPosition(districtId, cursor));
      return connection.run(async ({ notifications }) => {
        const order = { createdAt: -1, _id: -1 } as const;
        const found = await notifications
          .find(filter)
          .sort(order)
          .limit(limit + 1)
          .toArray();
        const positions = found.map(({ _id: notificationId, createdAt }) => ({ notificationId, createdAt }));
        return {
          items: found.slice(0, limit).map(fromDocument),
          cursor: notificationCursor(districtId, positions, limit),
        };
      });
    },
    prune: (time) =>
      connection.run(async ({ notifications, briefings }) => {
        for (const districtId of await briefings.distinct('districtId', { at: { $lt: time } })) {
          const newest = await briefings.find({ districtId }).sort({ date: -1 }).limit(1).next();
          if (newest !== null)
            await deleteInParts(briefings, { districtId, at: { $lt: time }, date: { $lt: newest.date } });
        }
        return deleteInParts(notifications, { createdAt: { $lt: time } });
      }),
  };
}

function claimable(now: number): Filter<NotificationDocument> {
  return {
    $or: [
      { state: 'planned', dueAt: { $lte: now } },
      { state: 'sending', claimedUntil: { $lte: now }, isBodyBegun: false },
    ],
  };
}

function before(districtId: string, position: { at: number; id: string } | null): Filter<NotificationDocument> {
  if (position === null) return { districtId };
  const { at, id } = position;
  // The first bounds the index, the second leaves out those of the same instant that were given already.
  return { districtId, createdAt: { $lte: at }, $or: [{ createdAt: { $lt: at } }, { _id: { $lt: id } }] };
}

function briefings(connection: MongodbConnection): Pick<NotificationStore, 'brief' | 'lastBriefing' | 'markPlanned'> {
  return {
    brief: async ({ content, ...briefing }) => {
      const _id = keyOf(briefing.districtId, briefing.date);
      const document = { _id, ...briefing, content: contentText(content) };
      return connection.run(async (collections) => {
        await unlessThere(() => collections.briefings.insertOne(document));
        return toBriefing((await collections.briefings.findOne({ _id })) ?? document);
      });
    },
    lastBriefing: (districtId) =>
      connection.run(async (collections) => {
        const document = await collections.briefings.find({ districtId }).sort({ date: -1 }).limit(1).next();
        return document === null ? null : toBriefing(document);
      }),
    markPlanned: (districtId, date) =>
      connection.run(async (collections) => {
        await collections.briefings.updateOne({ _id: keyOf(districtId, date) }, { $set: { isPlanned: true } });
      }),
  };
}

function toBriefing({ _id, content, ...briefing }: BriefingDocument): BriefingRecord {
  return { ...briefing, content: JSON.parse(content) as unknown };
}

function silencing(
  connection: MongodbConnection,
): Pick<NotificationStore, 'silence' | 'unsilence' | 'silenced' | 'isSilenced'> {
  return {
    silence: (address) =>
      connection.run(async ({ silencedAddresses }) => {
        const { districtId, recipient, at } = address;
        const document = { _id: keyOf(districtId, recipient.hash), districtId, at, silenced: JSON.stringify(address) };
        await unlessThere(() => silencedAddresses.insertOne(document));
      }),
    unsilence: (districtId, hash) =>
      connection.run(async ({ silencedAddresses }) => {
        return (await silencedAddresses.deleteOne({ _id: keyOf(districtId, hash) })).deletedCount === 1;
      }),
    silenced: (districtId) =>
      connection.run(async ({ silencedAddresses }) => {
        const order = { at: -1, _id: 1 } as const;
        const found = silencedAddresses.find({ districtId }).sort(order).limit(LEDGER_LIMITS.silencedPerRead);
        return (await found.toArray()).map(({ silenced }) => JSON.parse(silenced) as SilencedAddress);
      }),
    isSilenced: (districtId, hash) =>
      connection.run(
        async ({ silencedAddresses }) => (await silencedAddresses.findOne({ _id: keyOf(districtId, hash) })) !== null,
      ),
  };
}

async function unlessThere(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
