import { randomUUID } from 'node:crypto';
import { sharedMongo } from '@passback/local-infrastructure';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { everyCall, watched } from '../contract/every-call.fixture.ts';
import { newDistrict } from '../contract/records.fixture.ts';
import { openLedger } from '../index.ts';
import { indexesOf, queriesOf, recordCommands, type RecordedQuery } from './commands.fixture.ts';
import { coverageOf } from './index-coverage.fixture.ts';

/** Starting a JVM, or an image, for the first time. */
const START_LIMIT_MS = 180_000;

interface Accepted {
  /** Of what `nameOf` says. */
  readonly query: RegExp;
  readonly finding: RegExp;
  readonly why: string;
}

const ALL = /^reads all$/;
const SORT = /^sorts$/;
const OF_ONE = /^all of /;
const LOOK = /^looks into /;

/** What may grow with what is stored, and why that is right: whoever adds one answers for it to all who run a ledger. */
const ACCEPTED: readonly Accepted[] = [
  { query: /^find (?:districts|lanes) by nothing/, finding: ALL, why: 'all districts are asked for' },
  {
    query: /^find tokenUses by at\b/,
    finding: ALL,
    why: 'one row a token, once an hour; uses are written far more often',
  },

  {
    query: /^aggregate sectionAssessments by districtId, delivery.runId/,
    finding: LOOK,
    why: 'no index gives a list of codes back whole',
  },
  { query: /^aggregate \w+ by districtId \(/, finding: OF_ONE, why: 'all of a district is counted' },
  {
    query: /^aggregate sectionAssessments by districtId, delivery.dueAt/,
    finding: OF_ONE,
    why: 'the index has what is due alone',
  },
  {
    query: /by .*claimFence/,
    finding: LOOK,
    why: 'few units are claimed at a time, and those are the ones passed over',
  },
  {
    query: /by .*summary.hits, summary.state/,
    finding: LOOK,
    why: 'few units were last written by an earlier release',
  },

  {
    query: /^find sectionAssessments by .*\b(?:identifier|section)\b/,
    finding: /./,
    why: 'an identifier or a section has few units',
  },
  { query: /^find sectionAssessments by .*\$and/, finding: /./, why: 'what is asked of a snapshot is in no index' },
  {
    query: /^find sectionAssessments by .*summary.state, summary.reasons/,
    finding: LOOK,
    why: 'most units with one reason are in one state',
  },

  {
    query: /^(?:find|aggregate) runs by (?:finished|inProgress)\b.* in order/,
    finding: /./,
    why: 'few runs are unfinished',
  },
  {
    query: /^find runs by finished, startedAt, districtId, _id/,
    finding: LOOK,
    why: "each district's newest night is passed over",
  },
  { query: /^find notifications by (?:\$or|state, claimedUntil)/, finding: LOOK, why: 'few messages are in hand' },
  {
    query: /^find briefings by districtId, at, date/,
    finding: LOOK,
    why: 'a district has one briefing a day, and old ones go',
  },
  { query: /^find silencedAddresses/, finding: SORT, why: "a district's addresses that bounced, on a page for people" },
];

interface Finding {
  readonly method: string;
  readonly query: string;
  readonly finding: string;
}

const shared = await sharedMongo();

(shared === null ? describe.skip : describe)('the queries of the MongoDB ledger', () => {
  let uncalled: readonly string[];
  let queries: readonly RecordedQuery[];
  let findings: readonly Finding[];
  let collections: readonly string[];

  beforeAll(async () => {
    const url = `${shared?.url}/plans-${randomUUID()}`;
    let method = 'open';
    const { commands, stop } = recordCommands(() => method);
    const { ledger, uncalled: left } = watched(await openLedger({ url }), (name) => (method = name));
    await everyCall(ledger, newDistrict());
    await ledger.close();
    stop();
    uncalled = left();
    queries = commands.flatMap(queriesOf);
    const indexes = indexesOf(commands);
    findings = queries.flatMap((query) => {
      const { index, findings: found } = coverageOf(query, indexes.get(query.collection) ?? []);
      return found.map((finding) => ({ method: query.method, query: nameOf(query, index), finding }));
    });
    const client = await MongoClient.connect(url);
    collections = (await client.db().listCollections().toArray()).map(({ name }) => name);
    await client.db().dropDatabase();
    await client.close();
  }, START_LIMIT_MS);

  it('are looked at with every method of the port, and of every collection', () => {
    expect(uncalled).toEqual([]);
    expect(new Set(queries.map(({ collection }) => collection))).toEqual(new Set(collections));
  });

  it('have an index that fits, but for those that have a reason', () => {
    const isAccepted = ({ query, finding }: Finding): boolean =>
      ACCEPTED.some((accepted) => accepted.query.test(query) && accepted.finding.test(finding));
    const others = findings.filter((finding) => !isAccepted(finding));
    expect([...new Set(others.map(({ method, query, finding }) => `${method}: ${finding}: ${query}`))]).toEqual([]);
  });

  it.each(ACCEPTED)('need the reason: $why', (accepted) => {
    const needing = findings.filter(
      ({ query, finding }) => accepted.query.test(query) && accepted.finding.test(finding),
    );
    expect(needing).not.toEqual([]);
  });
});

/** `find runs by districtId, kind in order of date (byNight)`. */
function nameOf({ command, collection, filter, sort }: RecordedQuery, index: string | null): string {
  const fields = Object.keys(filter).join(', ') || 'nothing';
  const order = sort.size === 0 ? '' : ` in order of ${[...sort.keys()].join(', ')}`;
  return `${command} ${collection} by ${fields}${order} (${index ?? 'no index'})`;
}
