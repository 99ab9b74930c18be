import type { Collection } from 'mongodb';
import type { PaceStore } from '../port/paces.ts';
import { type Bounds, boundsOf, checkStretch, reservedTime } from '../shared/reserved-time.ts';
import type { PaceDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';
import type { ServerClock } from './server-clock.ts';

/** Who begins at the same time as another meets it in the insertion, and finds it at the next try. */
const MOST_TRIES = 5;

/** `monotonic`: what the wait for the answer is measured with. */
export function mongodbPaces(
  connection: MongodbConnection,
  clock: Pick<ServerClock, 'read'>,
  monotonic: () => number,
): PaceStore {
  return {
    reserve: async (districtId, stretch) => {
      checkStretch(stretch);
      const askedAt = monotonic();
      const time = await clock.read();
      const now = { ...time, afterMs: monotonic() - askedAt };
      const bounds = boundsOf(stretch, now);
      const until = await connection.run(({ paces }) => reserve(paces, districtId, { ...bounds, ...stretch }));
      return reservedTime(until, stretch.lengthMs, now);
    },
    get: (districtId) =>
      connection.run(async ({ paces }) => {
        const document = await paces.findOne({ _id: districtId });
        return document === null ? null : { districtId, reservedUntil: document.reservedUntil };
      }),
  };
}

/**
 * One atomic update where time is reserved ahead, as of a lane that works, and two where none is; gives the end of what was reserved. An
 * update that computes the later of the two by itself would do with one, where all that speaks MongoDB's protocol had it.
 */
async function reserve(
  paces: Collection<PaceDocument>,
  districtId: string,
  { earliest, furthest, lengthMs }: Bounds & { readonly lengthMs: number },
): Promise<number> {
  for (let triesLeft = MOST_TRIES; ; triesLeft -= 1) {
    const ahead = await paces.findOneAndUpdate(
      { _id: districtId, reservedUntil: { $gte: earliest, $lte: furthest } },
      { $inc: { reservedUntil: lengthMs } },
      { returnDocument: 'after' },
    );
    if (ahead !== null) return ahead.reservedUntil;
    try {
      const isNotAhead = [{ reservedUntil: { $lt: earliest } }, { reservedUntil: { $gt: furthest } }];
      const reservedUntil = earliest + lengthMs;
      await paces.updateOne({ _id: districtId, $or: isNotAhead }, { $set: { reservedUntil } }, { upsert: true });
      return reservedUntil;
    } catch (error) {
      if (triesLeft === 1 || !isDuplicateKey(error)) throw error;
    }
  }
}
