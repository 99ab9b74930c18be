import { type Collection, type Document, ObjectId } from 'mongodb';
import type { DistrictData, DistrictDataStore } from '../port/district-data.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { keyPositionOf } from '../shared/key-position.ts';
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

interface Pages {
  /** The field with the record as JSON. */
  readonly record: string;
  /** In the order of an index, so that a page reads no more than it gives. */
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly filter: (districtId: string, cursor: string | undefined) => Document;
  readonly cursorOf: (last: Document) => string;
}

/** Of those whose ids begin with the district's. */
const BY_ID: Omit<Pages, 'record'> = {
  sort: { _id: 1 },
  filter: (districtId, cursor) => ({ _id: { ...idRangeOf(districtId), ...(cursor !== undefined && { $gt: cursor }) } }),
  cursorOf: ({ _id }) => String(_id),
};

const PAGES: Readonly<Record<'attempts' | 'runs' | 'gradingPeriods', Pages>> = {
  attempts: {
    record: 'attempt',
    sort: { sectionAssessmentId: 1, at: -1, _id: -1 },
    filter: (districtId, cursor) => ({ districtId, ...(cursor !== undefined && attemptsBehind(cursor)) }),
    cursorOf: ({ sectionAssessmentId, at, _id }) => JSON.stringify([sectionAssessmentId, at, String(_id)]),
  },
  runs: { record: 'run', ...BY_ID },
  gradingPeriods: { record: 'entry', ...BY_ID },
};

export function mongodbDistrictData(connection: MongodbConnection): DistrictDataStore {
  return {
    count: (districtId, kind) =>
      connection.run((collections) => {
        const { collection, filter } = placeOf(collections, kind, districtId);
        return collection.countDocuments(filter);
      }),
    page: async (districtId, kind, { cursor, limit }) => {
      checkLimit('records of one page', limit, LEDGER_LIMITS.listPage);
      const { record, sort, filter, cursorOf } = PAGES[kind];
      const asked = filter(districtId, cursor);
      return connection.run(async (collections) => {
        const found = await placeOf(collections, kind, districtId)
          .collection.find(asked)
          .sort(sort)
          .limit(limit + 1)
          .toArray();
        const items = found.slice(0, limit).map((document) => JSON.parse(String(document[record])) as unknown);
        const last = found[limit - 1];
        return { items, cursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
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

/** Throws `LedgerError` `INVALID_CURSOR`. */
function attemptsBehind(cursor: string): Document {
  const [sectionAssessmentId, at, id] = keyPositionOf<[string, number, string]>(cursor, ['', 0, '']);
  if (!ObjectId.isValid(id)) throw invalidCursor();
  return {
    // The first bounds the index, the second leaves out those of the same unit that were given already.
    sectionAssessmentId: { $gte: sectionAssessmentId },
    $or: [
      { sectionAssessmentId: { $gt: sectionAssessmentId } },
      { at: { $lt: at } },
      { at, _id: { $lt: new ObjectId(id) } },
    ],
  };
}
