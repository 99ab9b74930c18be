import type { DistrictData, DistrictDataStore } from '../port/district-data.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import { type KeyPosition, keyPositionOf } from '../shared/key-position.ts';
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
interface Pages {
  /** As JSON, what the other calls of the ledger give. */
  readonly record: string;
  /** What the pages go by: in the order of an index, so that a page reads no more than it gives. */
  readonly order: readonly string[];
  /** Before all that there is, of the types of the columns. */
  readonly start: KeyPosition;
}

const PAGES: Readonly<Record<'attempts' | 'runs' | 'gradingPeriods', Pages>> = {
  attempts: { record: 'attempt', order: ['section_assessment_id', 'at', 'attempt_key'], start: ['', 0, 0] },
  runs: { record: 'run', order: ['run_id'], start: [''] },
  gradingPeriods: {
    record: `json_object('districtId', district_id, 'schoolId', school_id, 'startYear', start_year,
      'periods', json(periods), 'fetchedAt', fetched_at)`,
    order: ['school_id', 'start_year'],
    start: ['', 0],
  },
};

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
      const { record, order, start } = PAGES[kind];
      const after = cursor === undefined ? start : keyPositionOf(cursor, start);
      const columns = order.join(', ');
      const sql = `select json_array(${columns}) as position, ${record} as record from ${TABLES[kind][0]}
        where district_id = ? and (${columns}) > (${order.map(() => '?').join(', ')}) order by ${columns} limit ?`;
      const rows = await database.read(() =>
        database.all<{ position: string; record: string }>(sql, districtId, ...after, limit + 1),
      );
      const shown = rows.slice(0, limit);
      const items = shown.map((row) => JSON.parse(row.record) as unknown);
      return { items, cursor: rows.length > limit ? (shown.at(-1)?.position ?? null) : null };
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
  // In the order of an index: the same ones each time, and none is looked for twice.
  const some = '(select unit from units where district_id = ? order by section_assessment_id limit ?)';
  return database.write(() => {
    for (const table of ['unit_decisions', 'unit_sis', 'unit_hits', 'outcome_writes'])
      database.run(`delete from ${table} where unit in ${some}`, districtId, limit);
    return database.run(`delete from units where unit in ${some}`, districtId, limit).changes;
  });
}
