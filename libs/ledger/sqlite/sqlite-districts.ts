import type { DistrictRecord, DistrictSettings, DistrictStore, FileMemory } from '../port/districts.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import { districtChange } from '../shared/district-changes.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

interface DistrictRow {
  readonly settings: string;
  readonly version: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly changed_by: string;
  readonly evaluated_with: string | null;
  readonly memory: string | null;
}

const DISTRICTS = 'select districts.*, memory from districts left join district_files using (district_id)';
const BY_ID = `${DISTRICTS} where district_id = ?`;
const ALL = `${DISTRICTS} order by district_id`;
const REMEMBER_FILE = `
  insert into district_files (district_id, memory) values (?, ?)
  on conflict (district_id) do update set memory = excluded.memory`;
const STORE = `
  insert into districts (district_id, settings, version, created_at, changed_at, changed_by) values (?, ?, ?, ?, ?, ?)
  on conflict (district_id) do update set settings = excluded.settings, version = excluded.version,
    changed_at = excluded.changed_at, changed_by = excluded.changed_by`;
const REMEMBER = 'insert into district_changes (district_id, version, changed_by, at, keys) values (?, ?, ?, ?, ?)';
const FORGET = 'delete from district_changes where district_id = ? and version <= ?';
const CHANGES = `
  select version, changed_by, at, keys from district_changes where district_id = ? order by version desc limit ?`;

export function sqliteDistricts(database: SqliteDatabase): DistrictStore {
  const find = (districtId: string): DistrictRecord | null => {
    const row = database.get<DistrictRow>(BY_ID, districtId);
    return row === undefined ? null : toDistrict(row);
  };
  return {
    get: (districtId) => database.read(() => find(districtId)),
    list: () => database.read(() => database.all<DistrictRow>(ALL).map(toDistrict)),
    put: (settings, change) =>
      database.write(() => {
        const stored = find(settings.districtId);
        const made = districtChange(stored, settings, change);
        if (made === null) return stored as DistrictRecord;
        const { record } = made;
        const { districtId } = settings;
        if (change.file !== undefined) database.run(REMEMBER_FILE, districtId, JSON.stringify(change.file));
        if (made.change === null) return record;
        const text = JSON.stringify(record.settings);
        database.run(STORE, districtId, text, record.version, record.createdAt, record.changedAt, record.changedBy);
        database.run(REMEMBER, districtId, record.version, change.by, change.at, JSON.stringify(made.change.keys));
        database.run(FORGET, districtId, record.version - LEDGER_LIMITS.districtChanges);
        return record;
      }),
    changes: (districtId) =>
      database.read(() =>
        database
          .all<{ version: number; changed_by: string; at: number; keys: string }>(
            CHANGES,
            districtId,
            LEDGER_LIMITS.districtChanges,
          )
          .map(({ version, changed_by, at, keys }) => ({
            version,
            by: changed_by,
            at,
            keys: JSON.parse(keys) as string[],
          })),
      ),
    markEvaluated: (districtId, evaluatedWith) =>
      database.write(() => {
        const text = JSON.stringify(evaluatedWith);
        database.run('update districts set evaluated_with = ? where district_id = ?', text, districtId);
      }),
  };
}

function toDistrict(row: DistrictRow): DistrictRecord {
  return {
    settings: JSON.parse(row.settings) as DistrictSettings,
    version: row.version,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    evaluatedWith:
      row.evaluated_with === null ? null : (JSON.parse(row.evaluated_with) as DistrictRecord['evaluatedWith']),
    ...(row.memory !== null && { file: JSON.parse(row.memory) as FileMemory }),
  };
}
