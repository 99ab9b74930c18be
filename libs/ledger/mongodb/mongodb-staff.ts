import type { StaffMember } from '@passback/domain';
import type { Collection } from 'mongodb';
import type { StaffRecord, StaffStore } from '../port/districts.ts';
import type { StaffDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

export function mongodbStaff(connection: MongodbConnection): StaffStore {
  return {
    put: (record, over) => connection.run(({ staff: lists }) => putStaff(lists, record, over)),
    refuse: (districtId, refusal) =>
      connection.run(async ({ staff: lists }) => {
        const { revision } = refusal;
        const isNewest = { $or: [{ refusal: null }, { 'refusal.revision': { $lte: revision } }] };
        await lists.updateOne({ _id: districtId, revision: { $lt: revision }, ...isNewest }, { $set: { refusal } });
      }),
    refusal: (districtId) =>
      connection.run(async ({ staff: lists }) => {
        const document = await lists.findOne({ _id: districtId }, { projection: { revision: 1, refusal: 1 } });
        const refusal = document?.refusal ?? null;
        return refusal !== null && refusal.revision > (document?.revision ?? 0) ? refusal : null;
      }),
    get: (districtId) =>
      connection.run(async ({ staff: lists }) => {
        const document = await lists.findOne({ _id: districtId });
        if (document === null) return null;
        return { districtId, revision: document.revision, staff: JSON.parse(document.staff) as StaffMember[] };
      }),
    revision: (districtId) =>
      connection.run(async ({ staff: lists }) => {
        const document = await lists.findOne({ _id: districtId }, { projection: { revision: 1 } });
        return document?.revision ?? 0;
      }),
  };
}

async function putStaff(
  lists: Collection<StaffDocument>,
  { districtId, revision, staff }: StaffRecord,
  over: number | undefined,
): Promise<boolean> {
  const fields = { revision, staff: JSON.stringify(staff) };
  try {
    if (over === undefined) {
      // Where the list that is held is as new, nothing matches, and the insertion that follows meets its id.
      const filter = { _id: districtId, revision: { $lt: revision } };
      await lists.updateOne(filter, { $set: fields }, { upsert: true });
      return true;
    }
    if (revision <= over) return false;
    if (over > 0) {
      const { matchedCount } = await lists.updateOne({ _id: districtId, revision: over }, { $set: fields });
      return matchedCount === 1;
    }
    await lists.insertOne({ _id: districtId, ...fields });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
