import { setImmediate } from 'node:timers/promises';
import type { SqliteDatabase } from './sqlite-database.ts';

/** What one deletion takes, so that it holds up nothing else for more than some milliseconds. */
export const DELETIONS_AT_ONCE = 1_000;

/** Deletes with `sql`, which is given a time and a limit, until nothing is left; how many rows went. */
export async function deleteInParts(database: SqliteDatabase, sql: string, before: number): Promise<number> {
  let removed = 0;
  for (;;) {
    const { changes } = await database.write(() => database.run(sql, before, DELETIONS_AT_ONCE));
    removed += changes;
    if (changes < DELETIONS_AT_ONCE) return removed;
    await setImmediate();
  }
}
