import type { Collection, UpdateFilter } from 'mongodb';
import { type Circuit, CLOSED_CIRCUIT, type Lane, type LaneStore } from '../port/lanes.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

export interface LaneDocument {
  /** The district. */
  readonly _id: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly leasedUntil: number;
  readonly circuit: Circuit;
  readonly learnedIntervalMs: number;
}

export function mongodbLanes(connection: MongodbConnection): LaneStore {
  const updateHeld = (districtId: string, fence: number, update: UpdateFilter<LaneDocument>): Promise<boolean> =>
    connection.run(async ({ lanes }) => {
      const { matchedCount } = await lanes.updateOne({ _id: districtId, fence, owner: { $ne: null } }, update);
      return matchedCount === 1;
    });
  return {
    acquire: (districtId, owner, leaseMs, now) =>
      connection.run(({ lanes }) => acquireLane(lanes, districtId, { owner, now, leasedUntil: now + leaseMs })),
    renew: (districtId, fence, leaseMs, now) => updateHeld(districtId, fence, { $set: { leasedUntil: now + leaseMs } }),
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
