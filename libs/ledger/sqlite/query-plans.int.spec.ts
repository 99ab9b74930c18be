import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everyCall, watched } from '../contract/every-call.fixture.ts';
import { newDistrict } from '../contract/records.fixture.ts';
import { openLedger } from '../index.ts';
import {
  isMadeOf,
  type PlanFinding,
  planFindings,
  type QueryPlan,
  recordPlans,
  statementsInSource,
} from './query-plans.fixture.ts';

interface Accepted {
  readonly sql: RegExp;
  readonly step: RegExp;
  /** How often in one statement at the most; left out: as often as it likes. */
  readonly times?: number;
  readonly why: string;
}

const SCAN = /^SCAN/;
const SORT = /^USE TEMP B-TREE/;
/** All rows of an index that are the district's, unless the statement ends before. */
const OF_DISTRICT = /^SEARCH .*\(district_id=\?\)/;

/** Steps that may grow with what is stored, and why that is right: whoever adds one answers for it to all who run a ledger. */
const ACCEPTED: readonly Accepted[] = [
  { sql: /from districts .*order by|^select \* from lanes order by/, step: SCAN, why: 'all districts are asked for' },
  { sql: /from units indexed by units_by_due where due_at <= \?/, step: SCAN, why: 'the index has what is due alone' },
  { sql: /from units indexed by units_by_due where due_at <= \?/, step: SORT, why: 'one row a district is sorted' },
  { sql: /^with recursive due /, step: /^SCAN due$/, why: 'one row a district that waits' },
  { sql: /^with recursive due /, step: SORT, why: 'one row a district is sorted' },
  { sql: /from runs where finished = 0/, step: SCAN, why: 'the index has unfinished runs alone' },
  { sql: /from runs where finished = 0/, step: SORT, why: 'unfinished runs are taken in turn' },
  {
    sql: /from token_uses where at < \?/,
    step: SCAN,
    why: 'one row a token, once an hour; uses are written far more often',
  },

  { sql: /indexed by units_by_(?:identifier|section) /, step: SORT, why: 'an identifier or a section has few units' },
  { sql: /indexed by units_by_state .* union all /, step: SORT, why: 'each state gives one page at most' },
  {
    ...{ sql: /^update notifications set state = 'sending'/, step: SORT, times: 1 },
    why: 'what is planned and what was let go of come in order, and one page of both is sorted',
  },
  {
    sql: /from silenced_addresses .*order by/,
    step: SORT,
    why: "a district's addresses that bounced, on a page for people",
  },
  { sql: /from units u .*group by/, step: SORT, why: 'units are counted by what they have in common' },

  {
    sql: /from units (?:u )?.*where (?:u\.)?district_id = \? group by/,
    step: OF_DISTRICT,
    why: 'all units are counted',
  },
  { sql: /^select count\(\*\) as count from \w+ where/, step: OF_DISTRICT, why: 'all rows are counted, for an export' },
  { sql: /indexed by units_by_change .*limit/, step: OF_DISTRICT, why: 'units come in order until the page is full' },
  {
    sql: /order by (?:date|version|started_at) desc.* limit/,
    step: OF_DISTRICT,
    why: 'rows come in order until the limit',
  },
  { sql: /^delete from .* limit \?\)$/, step: OF_DISTRICT, why: 'any rows are removed, up to the limit' },
  { sql: /max\(newest\.date\)/, step: OF_DISTRICT, why: 'the largest stands at the end of the index' },
  { sql: /^select token, at from token_uses/, step: OF_DISTRICT, why: 'one row a token, and all are shown' },
  { sql: /from silenced_addresses .*order by/, step: OF_DISTRICT, why: 'as many as bounced, on a page for people' },
];

let plans: readonly QueryPlan[];
let findings: readonly PlanFinding[];
let uncalled: readonly string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passback-plans-'));
  const file = path.join(folder, 'ledger.db');
  let method = 'open';
  const recorded = recordPlans(() => method);
  const { ledger, uncalled: left } = watched(await openLedger({ url: `sqlite:${file}` }), (name) => (method = name));
  await everyCall(ledger, newDistrict());
  plans = recorded.plans();
  recorded.stop();
  await ledger.close();
  uncalled = left();
  const database = new DatabaseSync(file);
  const oneADistrict = database.prepare(`
    select 1 from sqlite_master, pragma_index_list(sqlite_master.name) own
    where own.name = ? and own."unique" = 1 and (select count(*) from pragma_index_info(own.name)) = 1`);
  findings = planFindings(plans, (index) => oneADistrict.get(index) !== undefined);
  database.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the statements of the SQLite ledger', () => {
  it('are explained with every method of the port', () => {
    expect(uncalled).toEqual([]);
  });

  it('are all explained', () => {
    const statements = statementsInSource();
    expect(statements.length).toBeGreaterThan(70);
    expect(statements.filter(({ parts }) => !plans.some(({ sql }) => isMadeOf(sql, parts)))).toEqual([]);
  });

  it('read no more than they are asked for, but for those that have a reason', () => {
    const isAccepted = ({ sql, step }: PlanFinding): boolean =>
      ACCEPTED.some((accepted) => accepted.sql.test(sql) && accepted.step.test(step));
    const others = findings.filter((finding) => !isAccepted(finding));
    expect(others.map(({ method, sql, step }) => `${method}: ${step}: ${sql}`)).toEqual([]);
  });

  it.each(ACCEPTED)('need the reason: $why', ({ sql, step, times = Infinity }) => {
    const needing = findings.filter((finding) => sql.test(finding.sql) && step.test(finding.step));
    const often = Map.groupBy(needing, (finding) => finding.sql).values();
    expect(needing).not.toEqual([]);
    expect(Math.max(...often.map((steps) => steps.length))).toBeLessThanOrEqual(times);
  });
});
