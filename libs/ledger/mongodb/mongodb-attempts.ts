import type { AttemptRecord, AttemptStore } from '../port/attempts.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { DAY_MS } from '../shared/durations.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { MongodbConnection } from './mongodb-connection.ts';

/** Attempts expire by the time at which they were stored, so that a night in simulated time keeps its own. */
export function mongodbAttempts(connection: MongodbConnection, retentionDays: number): AttemptStore {
  return {
    append: async (records) => {
      checkLimit('attempts of one append', records.length, LEDGER_LIMITS.attemptsPerWrite);
      if (records.length === 0) return;
      const expiresAt = new Date(Date.now() + retentionDays * DAY_MS);
      const documents = records.map((record) => ({
        districtId: record.districtId,
        sectionAssessmentId: record.sectionAssessmentId,
        at: record.at,
        expiresAt,
        attempt: JSON.stringify(record),
      }));
      await connection.run(({ attempts }) => attempts.insertMany(documents, { ordered: false }));
    },
    list: async (districtId, sectionAssessmentId, limit) => {
      checkLimit('attempts of one list', limit, LEDGER_LIMITS.attemptsPerRead);
      if (limit === 0) return [];
      const documents = await connection.run(({ attempts }) =>
        attempts.find({ districtId, sectionAssessmentId }).sort({ at: -1, _id: -1 }).limit(limit).toArray(),
      );
      return documents.map(({ attempt }) => JSON.parse(attempt) as AttemptRecord);
    },
    prune: (before) => connection.run(({ attempts }) => deleteInParts(attempts, { at: { $lt: before } })),
  };
}
