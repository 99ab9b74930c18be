import type { PaceStore } from '../port/paces.ts';
import { boundsOf, checkStretch, reservedTime } from '../shared/reserved-time.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const RESERVE = `
  insert into paces (district_id, reserved_until) values (?1, ?2 + ?4)
  on conflict (district_id) do update set
    reserved_until = ?4 + (case when reserved_until between ?2 and ?3 then reserved_until else ?2 end)
  returning reserved_until`;

/** `clock`: as of `sqliteLanes`; it counts whole milliseconds. */
export function sqlitePaces(database: SqliteDatabase, clock: () => number): PaceStore {
  return {
    reserve: async (districtId, stretch) => {
      checkStretch(stretch);
      const askedAt = performance.now();
      return database.writeUnflushed(() => {
        const time = clock();
        const now = { atLeast: time, atMost: time + 1, afterMs: performance.now() - askedAt };
        const { earliest, furthest } = boundsOf(stretch, now);
        const row = database.get<{ reserved_until: number }>(RESERVE, districtId, earliest, furthest, stretch.lengthMs);
        if (row === undefined) throw new Error('a stretch of time was neither stored nor refused');
        return reservedTime(row.reserved_until, stretch.lengthMs, now);
      });
    },
    get: (districtId) =>
      database.read(() => {
        const sql = 'select reserved_until from paces where district_id = ?';
        const row = database.get<{ reserved_until: number }>(sql, districtId);
        return row === undefined ? null : { districtId, reservedUntil: row.reserved_until };
      }),
  };
}
