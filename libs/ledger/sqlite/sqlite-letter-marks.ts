import type { LetterMark, LetterMarkStore } from '../port/letter-marks.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const PUT = 'insert or ignore into letter_marks (letter_id, state, at, marked_by, reason) values (?, ?, ?, ?, ?)';
const GET = `select letter_id, state, at, marked_by, reason from letter_marks
  where letter_id in (select value from json_each(?))`;
const PRUNE = 'delete from letter_marks where rowid in (select rowid from letter_marks where at < ? limit ?)';

interface Row {
  readonly letter_id: string;
  readonly state: LetterMark['state'];
  readonly at: number;
  readonly marked_by: string;
  readonly reason: string | null;
}

export function sqliteLetterMarks(database: SqliteDatabase): LetterMarkStore {
  return {
    put: async (marks) => {
      checkLimit('marks', marks.length, LEDGER_LIMITS.letterMarksPerWrite);
      return database.write(() =>
        marks.flatMap(({ letterId, state, at, by, reason }) =>
          database.run(PUT, letterId, state, at, by, reason).changes > 0 ? [letterId] : [],
        ),
      );
    },
    get: async (letterIds) => {
      checkLimit('marks', letterIds.length, LEDGER_LIMITS.letterMarksPerRead);
      return database.read(() =>
        database
          .all<Row>(GET, JSON.stringify(letterIds))
          .map(({ letter_id: letterId, marked_by: by, state, at, reason }) => ({ letterId, state, at, by, reason })),
      );
    },
    prune: (before) => deleteInParts(database, PRUNE, before),
  };
}
