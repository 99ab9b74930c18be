import type { StaffMember } from '@passback/domain';
import type { CachedGradingPeriods, GradingPeriodCache } from '../port/attempts.ts';
import type {
  DistrictRecord,
  DistrictSettings,
  DistrictStore,
  FileMemory,
  StaffRefusal,
  StaffStore,
} from '../port/districts.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import { districtChange } from '../shared/district-changes.ts';
import { deleteInParts } from './delete-in-parts.ts';
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
        const held = find(settings.districtId);
        const made = districtChange(held, settings, change);
        if (made === null) return held as DistrictRecord;
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

const PUT_STAFF = `
  insert into staff (district_id, revision, staff) values (?, ?, ?)
  on conflict (district_id) do update set revision = excluded.revision, staff = excluded.staff
  where excluded.revision > revision`;

const STAFF_REVISION = 'select revision from staff where district_id = ?';
const REFUSE = `
  insert into staff_refusals (district_id, revision, people, held_people, at) values (?, ?, ?, ?, ?)
  on conflict (district_id) do update set revision = excluded.revision, people = excluded.people,
    held_people = excluded.held_people, at = excluded.at
  where excluded.revision >= revision`;
const REFUSAL = `
  select revision, people, held_people as heldPeople, at from staff_refusals where district_id = ? and revision > ?`;

export function sqliteStaff(database: SqliteDatabase): StaffStore {
  const revisionOf = (districtId: string): number =>
    database.get<{ revision: number }>(STAFF_REVISION, districtId)?.revision ?? 0;
  return {
    put: ({ districtId, revision, staff }, over) =>
      database.write(() => {
        if (over !== undefined && revisionOf(districtId) !== over) return false;
        return database.run(PUT_STAFF, districtId, revision, JSON.stringify(staff)).changes === 1;
      }),
    refuse: (districtId, { revision, people, heldPeople, at }) =>
      database.write(() => {
        const held = revisionOf(districtId);
        if (held > 0 && held < revision) database.run(REFUSE, districtId, revision, people, heldPeople, at);
      }),
    refusal: (districtId) =>
      database.read(() => {
        const row = database.get<StaffRefusal>(REFUSAL, districtId, revisionOf(districtId));
        return row === undefined ? null : { ...row };
      }),
    get: (districtId) =>
      database.read(() => {
        const sql = 'select revision, staff from staff where district_id = ?';
        const row = database.get<{ revision: number; staff: string }>(sql, districtId);
        if (row === undefined) return null;
        return { districtId, revision: row.revision, staff: JSON.parse(row.staff) as StaffMember[] };
      }),
    revision: (districtId) => database.read(() => revisionOf(districtId)),
  };
}

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
