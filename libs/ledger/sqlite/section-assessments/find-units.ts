import { AT_REST, type UnitRecord } from '@passback/domain';
import type { SQLInputValue } from 'node:sqlite';
import { checkLimit, checkListFilter, LEDGER_LIMITS } from '../../port/limits.ts';
import type { ListFilter, Page, RunScan, SectionAssessmentStore } from '../../port/section-assessments.ts';
import { decodeListCursor, encodeListCursor, type ListPosition } from '../../shared/list-cursor.ts';
import { hitsText } from '../../shared/reason-hits.ts';
import { isUnseen } from '../../shared/unseen.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';
import { contentConditions } from './find-by-content.ts';
import { ROW_BY_ID, ROW_BY_UNIT, toUnitRecord, type UnitRow } from './unit-row.ts';

export async function load(
  database: SqliteDatabase,
  districtId: string,
  sectionAssessmentIds: readonly string[],
): Promise<UnitRecord[]> {
  checkLimit('units of one load', sectionAssessmentIds.length, LEDGER_LIMITS.unitsPerRead);
  return database.read(() =>
    [...new Set(sectionAssessmentIds)].flatMap((id) => {
      const row = database.get<UnitRow>(ROW_BY_ID, districtId, id);
      return row === undefined ? [] : [toUnitRecord(row)];
    }),
  );
}

const SCAN_ALL = `
  select unit from units where district_id = ? and section_assessment_id > ? order by section_assessment_id limit ?`;
/** One branch a state, each read in id order from its index and merged: a district in sync has few that are not. */
const SCAN_STATE = `
  select * from (select unit, section_assessment_id from units indexed by units_by_state
  where district_id = ? and state = ? and section_assessment_id > ? order by section_assessment_id limit ?)`;

export async function scan(
  database: SqliteDatabase,
  districtId: string,
  options: Parameters<SectionAssessmentStore['scan']>[1],
): Promise<UnitRecord[]> {
  const { after = '', limit } = options;
  checkLimit('units of one scan', limit, LEDGER_LIMITS.unitsPerRead);
  const states = options.states === undefined ? undefined : [...new Set(options.states)];
  if (states?.length === 0) return [];
  return database.read(() => {
    if (states === undefined) return recordsOf(database, SCAN_ALL, [districtId, after, limit]);
    const branches = states.map(() => SCAN_STATE).join(' union all ');
    const values = states.flatMap((state) => [districtId, state, after, limit]);
    return recordsOf(database, `${branches} order by section_assessment_id limit ?`, [...values, limit]);
  });
}

interface ScannedRow {
  readonly unit: number;
  readonly id: string;
  readonly at_rest: number;
  /** Null where nobody asks, or PowerSchool was given nothing. */
  readonly seen_at: number | null;
}

const AT_REST_HITS = hitsText(AT_REST);
/** The run's own are none of them; no run has an empty id. */
const AT_REST_NOW = `
  u.state = 'inSync' and u.due_at is null and u.claim is null and u.run_id is not ?
  and exists (select 1 from unit_hits h where h.unit = u.unit and h.hits = ?)`;
const SEEN_AT = `
  select coalesce(s.sis ->> '$.assignment.checkedAt', s.sis ->> '$.assignment.writtenAt') from unit_sis s where s.unit = u.unit`;
const scanForRunSql = (seenAt: string): string => `
  select u.unit, u.section_assessment_id as id, ${AT_REST_NOW} as at_rest, ${seenAt} as seen_at from units u
  where u.district_id = ? and u.section_assessment_id > ? order by u.section_assessment_id limit ?`;
const SCAN_FOR_RUN = scanForRunSql('null');
const SCAN_FOR_RUN_SEEN = scanForRunSql(`(${SEEN_AT})`);

export async function scanForRun(
  database: SqliteDatabase,
  districtId: string,
  { after = '', limit, runId, unseen }: Parameters<SectionAssessmentStore['scanForRun']>[1],
): Promise<RunScan> {
  checkLimit('units of one scan', limit, LEDGER_LIMITS.unitsPerRead);
  const sql = unseen === null ? SCAN_FOR_RUN : SCAN_FOR_RUN_SEEN;
  return database.read(() => {
    const rows = database.all<ScannedRow>(sql, runId ?? '', AT_REST_HITS, districtId, after, limit);
    const toRead = rows.filter((row) => row.at_rest === 0 || isUnseen(row.id, row.seen_at ?? 0, unseen));
    return {
      records: toRead.flatMap(({ unit }) => recordOf(database, unit)),
      atRest: rows.length - toRead.length,
      last: rows.length < limit || limit === 0 ? null : (rows.at(-1)?.id ?? null),
    };
  });
}

export async function list(
  database: SqliteDatabase,
  districtId: string,
  filter: ListFilter,
  page: { cursor?: string; limit: number },
): Promise<Page<UnitRecord>> {
  checkLimit('units of one page', page.limit, LEDGER_LIMITS.listPage);
  checkListFilter(filter);
  const position = decodeListCursor(districtId, filter, page.cursor);
  const { sql, values } = listQuery(districtId, filter, position);
  // One more than asked for tells whether there is another page.
  const found = await database.read(() => recordsOf(database, sql, [...values, page.limit + 1]));
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const more = found.length > items.length && last !== undefined;
  return { items, cursor: more ? encodeListCursor(districtId, filter, last) : null };
}

function listQuery(districtId: string, filter: ListFilter, position: ListPosition | null) {
  const conditions = ['district_id = ?'];
  const values: SQLInputValue[] = [districtId];
  const where = (condition: string, ...operands: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...operands);
  };
  if (position !== null) {
    where('(changed_at, section_assessment_id) < (?, ?)', position.changedAt, position.sectionAssessmentId);
  }
  if (filter.state !== undefined) where('state = ?', filter.state);
  // A code as JSON writes it, quotes included, stands in the JSON array of codes only as a whole.
  if (filter.reason !== undefined) where('instr(reasons, ?) > 0', JSON.stringify(filter.reason));
  if (filter.identifier !== undefined) where('identifier = ?', filter.identifier);
  if (filter.section !== undefined) where('section = ?', filter.section);
  if (filter.changedSince !== undefined) where('changed_at >= ?', filter.changedSince);
  for (const { condition, operands } of contentConditions(filter)) where(condition, ...operands);
  const sql = `
    select unit from units indexed by ${listIndex(filter)} where ${conditions.join(' and ')}
    order by changed_at desc, section_assessment_id desc limit ?`;
  return { sql, values };
}

/**
 * Said rather than left to the planner, which has no statistics. One identifier or section has few units, which are sorted;
 * otherwise the units come in order, and state and reasons are looked at within the index.
 */
function listIndex(filter: ListFilter): string {
  if (filter.identifier !== undefined) return 'units_by_identifier';
  return filter.section === undefined ? 'units_by_change' : 'units_by_section';
}

function recordsOf(database: SqliteDatabase, sql: string, values: readonly SQLInputValue[]): UnitRecord[] {
  return database.all<{ unit: number }>(sql, ...values).flatMap(({ unit }) => recordOf(database, unit));
}

function recordOf(database: SqliteDatabase, unit: number): UnitRecord[] {
  const row = database.get<UnitRow>(ROW_BY_UNIT, unit);
  return row === undefined ? [] : [toUnitRecord(row)];
}
