import { type Circuit, CLOSED_CIRCUIT, type Lane, type LaneStore } from '../port/lanes.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

interface LaneRow {
  readonly district_id: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly leased_until: number;
  readonly circuit: string;
  readonly learned_interval_ms: number;
}

const ACQUIRE = `
  insert into lanes (district_id, owner, fence, leased_until, circuit, learned_interval_ms) values (?, ?, 1, ?, ?, 0)
  on conflict (district_id) do update set owner = excluded.owner, fence = fence + 1, leased_until = excluded.leased_until
  where leased_until <= ?
  returning *`;
const RENEW = 'update lanes set leased_until = ? where district_id = ? and fence = ? and owner is not null';
const RELEASE = 'update lanes set owner = null, leased_until = 0 where district_id = ? and fence = ?';
const RECORD_CONDITION = `
  update lanes set circuit = ?, learned_interval_ms = ? where district_id = ? and fence = ? and owner is not null`;

/** `clock`: milliseconds since the epoch, the same for every process that opens the file. */
export function sqliteLanes(database: SqliteDatabase, clock: () => number): LaneStore {
  const change = (sql: string, ...values: (string | number)[]): Promise<boolean> =>
    database.write(() => database.run(sql, ...values).changes === 1);
  return {
    acquire: (districtId, owner, leaseMs) =>
      database.write(() => {
        const now = clock();
        const closed = JSON.stringify(CLOSED_CIRCUIT);
        const row = database.get<LaneRow>(ACQUIRE, districtId, owner, now + leaseMs, closed, now);
        return row === undefined ? null : toLane(row);
      }),
    renew: (districtId, fence, leaseMs) =>
      database.write(() => database.run(RENEW, clock() + leaseMs, districtId, fence).changes === 1),
    release: async (districtId, fence) => {
      await change(RELEASE, districtId, fence);
    },
    recordCondition: (districtId, fence, { circuit, learnedIntervalMs }) =>
      change(RECORD_CONDITION, JSON.stringify(circuit), learnedIntervalMs, districtId, fence),
    get: (districtId) =>
      database.read(() => {
        const row = database.get<LaneRow>('select * from lanes where district_id = ?', districtId);
        return row === undefined ? null : toLane(row);
      }),
    list: () => database.read(() => database.all<LaneRow>('select * from lanes order by district_id').map(toLane)),
  };
}

function toLane(row: LaneRow): Lane {
  return {
    districtId: row.district_id,
    owner: row.owner,
    fence: row.fence,
    leasedUntil: row.leased_until,
    circuit: JSON.parse(row.circuit) as Circuit,
    learnedIntervalMs: row.learned_interval_ms,
  };
}
