import type { AttemptRecord, AttemptStore } from '../port/attempts.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { DAY_MS } from '../shared/durations.ts';
import { deleteInParts, DELETIONS_AT_ONCE } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Expired attempts are looked for at most this often, when new ones are appended. */
const SWEEP_INTERVAL_MS = 60_000;

const INSERT = `
  insert into attempts (district_id, section_assessment_id, at, expires_at, attempt) values (?, ?, ?, ?, ?)`;
const NEWEST = `
  select attempt from attempts where district_id = ? and section_assessment_id = ?
  order by at desc, attempt_key desc limit ?`;
const DELETE_EXPIRED = `
  delete from attempts where attempt_key in (select attempt_key from attempts where expires_at < ? limit ?)`;
const DELETE_OLD = 'delete from attempts where attempt_key in (select attempt_key from attempts where at < ? limit ?)';

/** Attempts expire by the time at which they were stored, so that a night in simulated time keeps its own. */
export function sqliteAttempts(database: SqliteDatabase, retentionDays: number): AttemptStore {
  let nextSweepAt = 0;
  return {
    append: async (attempts) => {
      checkLimit('attempts of one append', attempts.length, LEDGER_LIMITS.attemptsPerWrite);
      const now = Date.now();
      const expiresAt = now + retentionDays * DAY_MS;
      // The outcomes that they tell of are stored; these rows of history are not worth a flush of their own.
      await database.writeUnflushed(() => {
        for (const attempt of attempts) {
          const { districtId, sectionAssessmentId, at } = attempt;
          database.run(INSERT, districtId, sectionAssessmentId, at, expiresAt, JSON.stringify(attempt));
        }
        if (now < nextSweepAt) return;
        nextSweepAt = now + SWEEP_INTERVAL_MS;
        database.run(DELETE_EXPIRED, now, DELETIONS_AT_ONCE);
      });
    },
    list: async (districtId, sectionAssessmentId, limit) => {
      checkLimit('attempts of one list', limit, LEDGER_LIMITS.attemptsPerRead);
      return database.read(() =>
        database
          .all<{ attempt: string }>(NEWEST, districtId, sectionAssessmentId, limit)
          .map(({ attempt }) => JSON.parse(attempt) as AttemptRecord),
      );
    },
    prune: (before) => deleteInParts(database, DELETE_OLD, before),
  };
}
