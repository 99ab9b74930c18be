import type { LetterMarkStore } from '../port/letter-marks.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { MongodbConnection } from './mongodb-connection.ts';

export function mongodbLetterMarks(connection: MongodbConnection): LetterMarkStore {
  return {
    put: async (marks) => {
      checkLimit('marks', marks.length, LEDGER_LIMITS.letterMarksPerWrite);
      if (marks.length === 0) return [];
      return connection.run(async ({ letterMarks }) => {
        const { upsertedIds } = await letterMarks.bulkWrite(
          marks.map(({ letterId, ...mark }) => ({
            updateOne: { filter: { _id: letterId }, update: { $setOnInsert: mark }, upsert: true },
          })),
        );
        return Object.values(upsertedIds) as string[];
      });
    },
    get: async (letterIds) => {
      checkLimit('marks', letterIds.length, LEDGER_LIMITS.letterMarksPerRead);
      return connection.run(async ({ letterMarks }) => {
        const found = await letterMarks.find({ _id: { $in: [...letterIds] } }).toArray();
        return found.map(({ _id: letterId, ...mark }) => ({ letterId, ...mark }));
      });
    },
    prune: (before) => connection.run(({ letterMarks }) => deleteInParts(letterMarks, { at: { $lt: before } })),
  };
}
