import type { Collection, UpdateFilter } from 'mongodb';
import { CLOSED_CIRCUIT, type Lane, type LaneStore } from '../port/lanes.ts';
import type { LaneDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';
import type { ServerClock } from './server-clock.ts';

/** A lease is written by the latest that the server's time may be, and taken by the earliest: what is not known of it never shortens one. */
export function mongodbLanes(connection: MongodbConnection, clock: Pick<ServerClock, 'read'>): LaneStore {
  const updateHeld = (districtId: string, fence: number, update: UpdateFilter<LaneDocument>): Promise<boolean> =>
    connection.run(async ({ lanes }) => {
      const { matchedCount } = await lanes.updateOne({ _id: districtId, fence, owner: { $ne: null } }, update);
      return matchedCount === 1;
    });
  return {
    acquire: async (districtId, owner, leaseMs) => {
      const { atLeast, atMost } = await clock.read();
      const lease = { owner, now: atLeast, leasedUntil: atMost + leaseMs };
      return connection.run(({ lanes }) => acquireLane(lanes, districtId, lease));
    },
    renew: async (districtId, fence, leaseMs) => {
      const { atMost } = await clock.read();
      return updateHeld(districtId, fence, { $set: { leasedUntil: atMost + leaseMs } });
    },
    release: async (districtId, fence) => {
      await updateHeld(districtId, fence, { $set: { owner: null, leasedUntil: 0 } });
    },
    recordCondition: (districtId, fence, { circuit, learnedIntervalMs }) =>
      updateHeld(districtId, fence, { $set: { circuit, learnedIntervalMs } }),
    get: (districtId) =>
      connection.run(async ({ lanes }) => {
        const document = await lanes.findOne({ _id: districtId });
        return document === null ? null : toLane(document);
      }),
    list: () => connection.run(async ({ lanes }) => (await lanes.find().sort({ _id: 1 }).toArray()).map(toLane)),
  };
}

/** One atomic update. Where the lease still runs nothing matches, and the insertion that follows meets the lane's own id. */
async function acquireLane(
  lanes: Collection<LaneDocument>,
  districtId: string,
  lease: { owner: string; now: number; leasedUntil: number },
): Promise<Lane | null> {
  try {
    const document = await lanes.findOneAndUpdate(
      { _id: districtId, leasedUntil: { $lte: lease.now } },
      {
        $set: { owner: lease.owner, leasedUntil: lease.leasedUntil },
        $inc: { fence: 1 },
        $setOnInsert: { circuit: CLOSED_CIRCUIT, learnedIntervalMs: 0 },
      },
      { upsert: true, returnDocument: 'after' },
    );
    return document === null ? null : toLane(document);
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

function toLane({ _id, ...lane }: LaneDocument): Lane {
  return { districtId: _id, ...lane };
}
