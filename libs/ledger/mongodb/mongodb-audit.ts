import type { Filter } from 'mongodb';
import type { AuditEntry, AuditOutcome, AuditStore } from '../port/audit.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { TokenUseStore } from '../port/token-uses.ts';
import { type AuditPosition, auditCursor, auditPosition, auditText } from '../shared/audit-entries.ts';
import { unitKey as keyOf } from '../shared/unit-writes.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { AuditDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

/** Insertions and deletions by age; a document is never updated. */
export function mongodbAudit(connection: MongodbConnection): AuditStore {
  return {
    append: async (entry) => {
      const { districtId, entryId, at } = entry;
      const document = { _id: keyOf(districtId, entryId), districtId, entryId, at, entry: auditText(entry) };
      await connection.run(({ audit }) => unlessThere(() => audit.insertOne(document)));
    },
    conclude: async (districtId, entryId, outcome) => {
      const document = { _id: keyOf(districtId, entryId), at: outcome.at, outcome: auditText(outcome) };
      await connection.run(({ auditOutcomes }) => unlessThere(() => auditOutcomes.insertOne(document)));
    },
    list: async (districtId, { cursor, limit }) => {
      checkLimit('entries of one page', limit, LEDGER_LIMITS.listPage);
      const filter = before(districtId, auditPosition(districtId, cursor));
      return connection.run(async ({ audit, auditOutcomes }) => {
        const found = await audit
          .find(filter)
          .sort({ at: -1, entryId: -1 })
          .limit(limit + 1)
          .toArray();
        const shown = found.slice(0, limit);
        const outcomes = await auditOutcomes.find({ _id: { $in: shown.map(({ _id }) => _id) } }).toArray();
        const byId = new Map(outcomes.map(({ _id, outcome }) => [_id, JSON.parse(outcome) as AuditOutcome]));
        const items = shown.map(({ _id, entry }) => ({
          ...(JSON.parse(entry) as AuditEntry),
          outcome: byId.get(_id) ?? null,
        }));
        return { items, cursor: auditCursor(districtId, found, limit) };
      });
    },
    prune: (time) =>
      connection.run(async ({ audit, auditOutcomes }) => {
        const removed = await deleteInParts(audit, { at: { $lt: time } });
        await deleteInParts(auditOutcomes, { at: { $lt: time } });
        return removed;
      }),
  };
}

function before(districtId: string, position: AuditPosition | null): Filter<AuditDocument> {
  if (position === null) return { districtId };
  const { at, entryId } = position;
  // The first bounds the index, the second leaves out those of the same instant that were given already.
  return { districtId, at: { $lte: at }, $or: [{ at: { $lt: at } }, { entryId: { $lt: entryId } }] };
}

/** A document that is there stays: an insertion that is tried again after a lost reply finds its own. */
async function unlessThere(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

export function mongodbTokenUses(connection: MongodbConnection): TokenUseStore {
  return {
    record: ({ districtId, token, at }) =>
      connection.run(async ({ tokenUses }) => {
        const own = { $setOnInsert: { districtId, token }, $max: { at } };
        // Two first uses at once may both insert: one of them finds the other's.
        await unlessThere(() => tokenUses.updateOne({ _id: keyOf(districtId, token) }, own, { upsert: true }));
      }),
    list: (districtId) =>
      connection.run(({ tokenUses }) =>
        tokenUses.find({ districtId }, { projection: { _id: 0, districtId: 1, token: 1, at: 1 } }).toArray(),
      ),
    prune: (time) => connection.run(({ tokenUses }) => deleteInParts(tokenUses, { at: { $lt: time } })),
  };
}
