import type { UnitState } from '@passback/domain';
import { checkLimit, LEDGER_LIMITS } from '../../port/limits.ts';
import type { DueDistrict, ReasonHit, RunProgress, WaitingDistrict } from '../../port/section-assessments.ts';
import { type HitsCount, NOT_IN_SYNC, type ReasonCount, reasonHitsOf } from '../../shared/reason-hits.ts';
import { type RunCount, runProgressOf } from '../../shared/run-progress.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';

interface StateCount {
  readonly state: UnitState;
  readonly units: number;
}

export function countByState(
  database: SqliteDatabase,
  districtId: string,
): Promise<Readonly<Partial<Record<UnitState, number>>>> {
  return database.read(() => {
    const sql = 'select state, count(*) as units from units where district_id = ? group by state';
    return byState(database.all<StateCount>(sql, districtId));
  });
}

const HITS_COUNTS = `
  select h.hits, count(*) as units from units u join unit_hits h on h.unit = u.unit where u.district_id = ? group by h.hits`;
const UNCOUNTED = `
  select reasons, count(*) as units, coalesce(sum(held), 0) + coalesce(sum(rejected), 0) as scores
  from units u where district_id = ? and state in (${NOT_IN_SYNC.map(() => '?').join(', ')})
    and not exists (select 1 from unit_hits h where h.unit = u.unit) group by reasons`;

export function reasonHits(database: SqliteDatabase, districtId: string): Promise<ReasonHit[]> {
  return database.read(() =>
    reasonHitsOf(
      database.all<HitsCount>(HITS_COUNTS, districtId),
      database
        .all<Omit<ReasonCount, 'reasons'> & { reasons: string }>(UNCOUNTED, districtId, ...NOT_IN_SYNC)
        .map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as string[] })),
    ),
  );
}

/** Claimed units count too: whether a claim is void is known when the lane is taken, and then they must be found. */
export async function dueDistricts(database: SqliteDatabase, now: number, limit: number): Promise<DueDistrict[]> {
  checkLimit('due districts', limit, LEDGER_LIMITS.dueDistricts);
  return database.read(() =>
    database
      .all<DueDistrict>(
        `select district_id as districtId, count(*) as units, min(due_at) as oldestDueAt
        from units indexed by units_by_due where due_at <= ?
        group by district_id order by oldestDueAt, district_id limit ?`,
        now,
        limit,
      )
      .map((district) => ({ ...district })),
  );
}

/**
 * From one district of the index to the next, and not through all of its units: of a million that are due this takes milliseconds, where
 * counting them takes hundreds, in which this thread does nothing else.
 */
const WAITING = `
  with recursive due (district_id) as (
    select min(district_id) from units indexed by units_by_due where due_at is not null
    union all
    select (select min(district_id) from units indexed by units_by_due
      where due_at is not null and district_id > due.district_id)
    from due where due.district_id is not null
  )
  select district_id as districtId, (select min(due_at) from units indexed by units_by_due
    where district_id = due.district_id and due_at is not null) as oldestDueAt
  from due where oldestDueAt <= ? order by oldestDueAt, districtId limit ?`;

export async function waitingDistricts(
  database: SqliteDatabase,
  now: number,
  limit: number,
): Promise<WaitingDistrict[]> {
  checkLimit('due districts', limit, LEDGER_LIMITS.dueDistricts);
  return database.read(() => database.all<WaitingDistrict>(WAITING, now, limit).map((district) => ({ ...district })));
}

export function nextDueAt(database: SqliteDatabase, districtId: string): Promise<number | null> {
  return database.read(() => {
    const sql = `
      select due_at from units indexed by units_by_due
      where district_id = ? and due_at is not null and claim_fence = 0 order by due_at limit 1`;
    return database.get<{ due_at: number }>(sql, districtId)?.due_at ?? null;
  });
}

export function hasPending(database: SqliteDatabase, districtId: string): Promise<boolean> {
  const sql = 'select 1 from units indexed by units_by_due where district_id = ? and due_at is not null limit 1';
  return database.read(() => database.get(sql, districtId) !== undefined);
}

/** Units of a run that are in one state and have the same codes: few of those, however many units there are. */
interface RunCountRow extends Omit<RunCount, 'reasons'> {
  /** The codes as JSON. */
  readonly reasons: string;
}

const RUN_COUNTS = `
  select state, reasons, count(*) as units, sum(due_at is not null) as pending,
    coalesce(sum(sent), 0) as sent, coalesce(sum(kept), 0) as kept,
    coalesce(sum(held), 0) as held, coalesce(sum(rejected), 0) as rejected
  from units indexed by units_by_run_state where district_id = ? and run_id = ? group by state, reasons`;

export function runProgress(database: SqliteDatabase, districtId: string, runId: string): Promise<RunProgress> {
  return database.read(() =>
    runProgressOf(
      database
        .all<RunCountRow>(RUN_COUNTS, districtId, runId)
        .map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as string[] })),
    ),
  );
}

function byState(counts: readonly StateCount[]): Partial<Record<UnitState, number>> {
  return Object.fromEntries(counts.map(({ state, units }) => [state, units]));
}
