import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { RunRecord, RunStore } from '../port/runs.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

interface RunRow {
  readonly run: string;
}

const BY_ID = 'select run from runs where district_id = ? and run_id = ?';
const IN_PROGRESS = `select run from runs where district_id = ? and finished = 0 and kind <> 'redrive'`;
const INSERT = `
  insert into runs (district_id, run_id, kind, date, finished, version, started_at, run)
  values (?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE = `
  update runs set kind = ?, date = ?, finished = ?, version = ?, started_at = ?, run = ?
  where district_id = ? and run_id = ? and version = ?`;
const NEWEST = 'select run from runs where district_id = ? order by started_at desc, run_id desc limit ?';
const UNFINISHED = `
  select run from (
    select run, started_at, run_id, kind <> 'redrive' as exclusive,
      row_number() over (partition by district_id, kind = 'redrive' order by started_at, run_id) as turn
    from runs where finished = 0
    order by exclusive desc, turn, started_at, run_id limit ?
  ) order by started_at, run_id`;
const PRUNE = `
  delete from runs where rowid in (
    select rowid from runs where finished = 1 and started_at < ?
      and not (kind = 'night' and date = (
        select max(newest.date) from runs newest where newest.district_id = runs.district_id and newest.kind = 'night'))
    limit ?)`;
const LAST_NIGHT = `select run from runs where district_id = ? and kind = 'night' order by date desc limit 1`;

export function sqliteRuns(database: SqliteDatabase): RunStore {
  const first = (sql: string, ...values: string[]): RunRecord | null => {
    const row = database.get<RunRow>(sql, ...values);
    return row === undefined ? null : parseRun(row);
  };
  return {
    open: (run) =>
      database.write(() => {
        const sameId = first(BY_ID, run.districtId, run.runId);
        const other = sameId ?? (run.kind === 'redrive' ? null : first(IN_PROGRESS, run.districtId));
        if (other !== null) return { opened: false, run: other };
        database.run(INSERT, run.districtId, run.runId, ...columns(run));
        return { opened: true, run };
      }),
    get: (districtId, runId) => database.read(() => first(BY_ID, districtId, runId)),
    list: async (districtId, limit) => {
      checkLimit('runs of one list', limit, LEDGER_LIMITS.runsPerRead);
      return database.read(() => database.all<RunRow>(NEWEST, districtId, limit).map(parseRun));
    },
    unfinished: async (limit) => {
      checkLimit('runs of one list', limit, LEDGER_LIMITS.runsPerRead);
      return database.read(() => database.all<RunRow>(UNFINISHED, limit).map(parseRun));
    },
    lastNight: (districtId) => database.read(() => first(LAST_NIGHT, districtId)),
    prune: (before) => deleteInParts(database, PRUNE, before),
    update: (run) =>
      database.write(
        () => database.run(UPDATE, ...columns(run), run.districtId, run.runId, run.version - 1).changes === 1,
      ),
  };
}

function columns(run: RunRecord) {
  const finished = run.state === 'finished' ? 1 : 0;
  return [run.kind, run.date, finished, run.version, run.startedAt, JSON.stringify(run)] as const;
}

function parseRun(row: RunRow): RunRecord {
  return JSON.parse(row.run) as RunRecord;
}
