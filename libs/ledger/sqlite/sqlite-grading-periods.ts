import type { CachedGradingPeriods, GradingPeriodCache } from '../port/grading-periods.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const PUT_PERIODS = `
  insert into grading_periods (district_id, school_id, start_year, periods, fetched_at) values (?, ?, ?, ?, ?)
  on conflict (district_id, school_id, start_year)
  do update set periods = excluded.periods, fetched_at = excluded.fetched_at`;
const PRUNE_PERIODS = `
  delete from grading_periods where rowid in (select rowid from grading_periods where fetched_at < ? limit ?)`;
const GET_PERIODS = `
  select periods, fetched_at from grading_periods where district_id = ? and school_id = ? and start_year = ?`;

export function sqliteGradingPeriods(database: SqliteDatabase): GradingPeriodCache {
  return {
    get: (districtId, schoolId, startYear) =>
      database.read(() => {
        const row = database.get<{ periods: string; fetched_at: number }>(GET_PERIODS, districtId, schoolId, startYear);
        if (row === undefined) return null;
        const periods = JSON.parse(row.periods) as CachedGradingPeriods['periods'];
        return { districtId, schoolId, startYear, periods, fetchedAt: row.fetched_at };
      }),
    put: ({ districtId, schoolId, startYear, periods, fetchedAt }) =>
      database.write(() => {
        database.run(PUT_PERIODS, districtId, schoolId, startYear, JSON.stringify(periods), fetchedAt);
      }),
    prune: (before) => deleteInParts(database, PRUNE_PERIODS, before),
  };
}
