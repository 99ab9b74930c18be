import type { DistrictData, DistrictDataStore } from '../port/district-data.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { invalidCursor } from '../shared/list-cursor.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Of each kind its table, and those whose rows go with it. */
const TABLES: Readonly<Record<Exclude<DistrictData, 'sectionAssessments'>, readonly string[]>> = {
  settings: ['districts', 'district_changes', 'district_files'],
  tokenUses: ['token_uses'],
  staff: ['staff', 'staff_refusals'],
  attempts: ['attempts'],
  runs: ['runs'],
  gradingPeriods: ['grading_periods'],
  lanes: ['lanes'],
  paces: ['paces'],
  notifications: ['notifications'],
  briefings: ['briefings'],
  silencedAddresses: ['silenced_addresses'],
};
/** As JSON, what the other calls of the ledger give. */
const RECORDS = {
  attempts: 'attempt',
  runs: 'run',
  gradingPeriods: `json_object('districtId', district_id, 'schoolId', school_id, 'startYear', start_year,
    'periods', json(periods), 'fetchedAt', fetched_at)`,
} as const;

export function sqliteDistrictData(database: SqliteDatabase): DistrictDataStore {
  const removeFrom = (table: string, districtId: string, limit: number): number => {
    const some = `select rowid from ${table} where district_id = ? limit ?`;
    return database.run(`delete from ${table} where rowid in (${some})`, districtId, limit).changes;
  };
  return {
    count: (districtId, kind) => {
      const table = kind === 'sectionAssessments' ? 'units' : TABLES[kind][0];
      const sql = `select count(*) as count from ${table} where district_id = ?`;
      return database.read(() => database.get<{ count: number }>(sql, districtId)?.count ?? 0);
    },
    page: async (districtId, kind, { cursor, limit }) => {
      checkLimit('records of one page', limit, LEDGER_LIMITS.listPage);
      const after = rowOf(cursor);
      const [table] = TABLES[kind];
      const sql = `select rowid as row, ${RECORDS[kind]} as record from ${table}
        where district_id = ? and rowid > ? order by rowid limit ?`;
      const rows = await database.read(() =>
        database.all<{ row: number; record: string }>(sql, districtId, after, limit + 1),
      );
      const shown = rows.slice(0, limit);
      const items = shown.map(({ record }) => JSON.parse(record) as unknown);
      return { items, cursor: rows.length > limit ? String(shown.at(-1)?.row) : null };
    },
    remove: async (districtId, kind, limit) => {
      checkLimit('records of one removal', limit, LEDGER_LIMITS.unitsPerWrite);
      if (kind === 'sectionAssessments') return removeUnits(database, districtId, limit);
      return database.write(() => TABLES[kind].reduce((sum, table) => sum + removeFrom(table, districtId, limit), 0));
    },
    removeAttempts: (districtId, sectionAssessmentId) => {
      const sql = 'delete from attempts where district_id = ? and section_assessment_id = ?';
      return database.write(() => database.run(sql, districtId, sectionAssessmentId).changes);
    },
  };
}

function removeUnits(database: SqliteDatabase, districtId: string, limit: number): Promise<number> {
  const some = '(select unit from units where district_id = ? order by unit limit ?)';
  return database.write(() => {
    for (const table of ['unit_decisions', 'unit_sis', 'unit_hits', 'outcome_writes'])
      database.run(`delete from ${table} where unit in ${some}`, districtId, limit);
    return database.run(`delete from units where unit in ${some}`, districtId, limit).changes;
  });
}

function rowOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const row = Number(cursor);
  if (Number.isSafeInteger(row) && row >= 0) return row;
  throw invalidCursor();
}
