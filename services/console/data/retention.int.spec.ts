import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { type AttemptRecord, type Ledger, LedgerError, openLedger, type RunRecord } from '@passback/ledger';
import { sharedMongo } from '@passback/local-infrastructure';
import { type Clock, createLogger } from '@passback/service-kit';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { DISTRICT } from '../testing/settings.fixture.ts';
import { createRetention } from './retention.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const START = Date.parse('2026-11-12T12:00:00Z');
const DAYS = { audit: 400, attempts: 90, runs: 300, terms: 200 };

/** A clock that is moved by hand, and wakes who sleeps. */
function movedClock(): Clock & { move(ms: number): void } {
  let now = START;
  let wake: () => void = () => undefined;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    move(ms) {
      now += ms;
      wake();
    },
  };
}

async function opened(kind: string): Promise<Ledger> {
  if (kind === 'SQLite') return openLedger({ url: 'sqlite::memory:' });
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  return openLedger({ url: `${mongo.url}/retention-${randomUUID()}` });
}

/** One record of each kind that is so many days old. */
async function store(ledger: Ledger, days: number): Promise<void> {
  const at = START - days * DAY_MS;
  const id = `${days}`;
  const districtId = DISTRICT;
  const by = { token: 'file', label: null, roles: [] };
  const entry = { districtId, command: 'run', by, asked: {}, changes: [], traceId: null } as const;
  await ledger.audit.append({ ...entry, entryId: id, at });
  await ledger.tokenUses.record({ districtId, token: id, at });
  const session = { personId: 'p', name: 'P', csrf: 'c', grants: [], isOperator: false, createdAt: at, seenAt: at };
  // Of sessions their end counts: these stood open for a day.
  await ledger.sessions.put({ ...session, sessionId: id, expiresAt: at + DAY_MS });
  await ledger.attempts.append([{ districtId, sectionAssessmentId: 'sa-1', at, revision: days } as AttemptRecord]);
  const run = {
    districtId,
    runId: id,
    kind: 'manual',
    state: 'finished',
    startedAt: at,
    version: 1,
    date: '2026-11-12',
  };
  await ledger.runs.open(run as RunRecord);
  await ledger.gradingPeriods.put({ districtId, schoolId: id, startYear: 2026, periods: [], fetchedAt: at });
}

const AGES = [401, 399, 301, 299, 201, 199, 91, 89, 1];

/** The ages of what is left of each kind, the oldest first. */
async function left(ledger: Ledger): Promise<Record<string, number[]>> {
  const commands = (await ledger.audit.list(DISTRICT, { limit: 100 })).items.map(({ entryId }) => Number(entryId));
  const uses = (await ledger.tokenUses.list(DISTRICT)).map(({ token }) => Number(token));
  const sessions = await Promise.all(AGES.map((age) => ledger.sessions.get(`${age}`)));
  const attempts = (await ledger.attempts.list(DISTRICT, 'sa-1', 100)).map(({ revision }) => revision);
  const runs = (await ledger.runs.list(DISTRICT, 100)).map(({ runId }) => Number(runId));
  const terms = await Promise.all(AGES.map((age) => ledger.gradingPeriods.get(DISTRICT, `${age}`, 2026)));
  const ages = {
    commands,
    uses,
    sessions: sessions.flatMap((found) => (found ? Number(found.sessionId) : [])),
    attempts,
    runs,
    terms: terms.flatMap((found) => (found ? Number(found.schoolId) : [])),
  };
  return Object.fromEntries(
    Object.entries(ages).map(([kind, list]) => [kind, list.toSorted((one, other) => other - one)]),
  );
}

it.each(['SQLite', 'MongoDB’s protocol'])('on %s each kind of history goes after its own days', async (kind) => {
  const ledger = await opened(kind);
  const clock = movedClock();
  const retention = createRetention(DAYS, { ledger, clock, logger: createLogger('spec', 'silent') });
  try {
    for (const age of AGES) await store(ledger, age);
    retention.start();
    await eventually(async () =>
      expect(await left(ledger)).toEqual({
        commands: [399, 301, 299, 201, 199, 91, 89, 1],
        uses: [399, 301, 299, 201, 199, 91, 89, 1],
        sessions: [1],
        attempts: [89, 1],
        runs: [299, 201, 199, 91, 89, 1],
        terms: [199, 91, 89, 1],
      }),
    );
    clock.move(2 * DAY_MS);
    await eventually(async () =>
      expect(await left(ledger)).toEqual({
        commands: [301, 299, 201, 199, 91, 89, 1],
        uses: [301, 299, 201, 199, 91, 89, 1],
        sessions: [],
        attempts: [1],
        runs: [201, 199, 91, 89, 1],
        terms: [91, 89, 1],
      }),
    );
  } finally {
    await retention.stop();
    await ledger.close();
  }
});

it.each([
  ['cannot be removed', new Error('away')],
  ['takes too long', new LedgerError('UNAVAILABLE', 'it timed out')],
])('goes on with the others where one kind %s, and says so', async (_what, error) => {
  const ledger = await opened('SQLite');
  const warned: unknown[] = [];
  const logger = {
    info: () => undefined,
    warn: (fields: unknown) => void warned.push((fields as { what: string }).what),
  };
  const failing = { ...ledger.audit, prune: () => Promise.reject(error) };
  const retention = createRetention(DAYS, { ledger: { ...ledger, audit: failing }, clock: movedClock(), logger });
  try {
    await store(ledger, 401);
    retention.start();
    await eventually(async () => expect((await left(ledger))['terms']).toEqual([]));
    expect((await left(ledger))['commands']).toEqual([401]);
    expect(warned).toEqual(['audit']);
  } finally {
    await retention.stop();
    await ledger.close();
  }
});
