import { type Collection, type Document, ObjectId } from 'mongodb';
import type { DistrictData, DistrictDataStore } from '../port/district-data.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { invalidCursor } from '../shared/list-cursor.ts';
import type { Collections } from './collections.ts';
import { deleteSome } from './delete-in-parts.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { idRangeOf } from './section-assessments/unit-document.ts';

/** Of each kind its collection, and which of its documents are a district's. */
function placeOf(collections: Collections, kind: DistrictData, districtId: string) {
  const place = (collection: Collection<never>, filter: Document) => ({
    collection: collection as unknown as Collection<Document>,
    filter,
  });
  switch (kind) {
    case 'settings':
      return place(collections.districts as never, { _id: districtId });
    case 'staff':
    case 'lanes':
    case 'paces':
      return place(collections[kind] as never, { _id: districtId });
    case 'gradingPeriods':
      return place(collections.gradingPeriods as never, { _id: idRangeOf(districtId) });
    default:
      return place(collections[kind] as never, { districtId });
  }
}

const RECORDS = { attempts: 'attempt', runs: 'run', gradingPeriods: 'entry' } as const;

export function mongodbDistrictData(connection: MongodbConnection): DistrictDataStore {
  return {
    count: (districtId, kind) =>
      connection.run((collections) => {
        const { collection, filter } = placeOf(collections, kind, districtId);
        return collection.countDocuments(filter);
      }),
    page: async (districtId, kind, { cursor, limit }) => {
      checkLimit('records of one page', limit, LEDGER_LIMITS.listPage);
      const after = cursor === undefined ? null : idOf(kind, cursor);
      return connection.run(async (collections) => {
        const { collection, filter } = placeOf(collections, kind, districtId);
        const behind: Document =
          after === null ? {} : { _id: { ...(filter['_id'] as Document | undefined), $gt: after } };
        const found = await collection
          .find({ ...filter, ...behind } as Document)
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray();
        const shown = found.slice(0, limit);
        const items = shown.map((document) => JSON.parse(String(document[RECORDS[kind]])) as unknown);
        return { items, cursor: found.length > limit ? String(shown.at(-1)?._id) : null };
      });
    },
    remove: async (districtId, kind, limit) => {
      checkLimit('records of one removal', limit, LEDGER_LIMITS.unitsPerWrite);
      return connection.run(async (collections) => {
        const { collection, filter } = placeOf(collections, kind, districtId);
        return (await deleteSome(collection, filter, limit)).deleted;
      });
    },
    removeAttempts: (districtId, sectionAssessmentId) =>
      connection.run(
        async ({ attempts }) => (await attempts.deleteMany({ districtId, sectionAssessmentId })).deletedCount,
      ),
  };
}

function idOf(kind: keyof typeof RECORDS, cursor: string): unknown {
  if (kind !== 'attempts') return cursor;
  if (ObjectId.isValid(cursor)) return new ObjectId(cursor);
  throw invalidCursor();
}
