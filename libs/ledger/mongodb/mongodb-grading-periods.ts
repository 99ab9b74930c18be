import type { CachedGradingPeriods, GradingPeriodCache } from '../port/grading-periods.ts';
import { escapeColons } from '../shared/unit-writes.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { MongodbConnection } from './mongodb-connection.ts';

export function mongodbGradingPeriods(connection: MongodbConnection): GradingPeriodCache {
  const idOf = (districtId: string, schoolId: string, startYear: number): string =>
    [escapeColons(districtId), escapeColons(schoolId), startYear].join(':');
  return {
    get: (districtId, schoolId, startYear) =>
      connection.run(async ({ gradingPeriods }) => {
        const document = await gradingPeriods.findOne({ _id: idOf(districtId, schoolId, startYear) });
        return document === null ? null : (JSON.parse(document.entry) as CachedGradingPeriods);
      }),
    put: (entry) =>
      connection.run(async ({ gradingPeriods }) => {
        const _id = idOf(entry.districtId, entry.schoolId, entry.startYear);
        const fields = { entry: JSON.stringify(entry), fetchedAt: entry.fetchedAt };
        await gradingPeriods.updateOne({ _id }, { $set: fields }, { upsert: true });
      }),
    prune: (before) =>
      connection.run(async ({ gradingPeriods }) => {
        const old = { $or: [{ fetchedAt: { $lt: before } }, { fetchedAt: { $exists: false } }] };
        return deleteInParts(gradingPeriods, old);
      }),
  };
}
