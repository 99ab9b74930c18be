import { randomUUID } from 'node:crypto';
import { type LocalMongo, sharedMongo, testMongo } from '@passback/local-infrastructure';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import { ledgerContract } from '../contract/ledger.contract.ts';
import {
  attempt,
  claimAll,
  evaluation,
  leases,
  loadOne,
  NOW,
  outcome,
  run,
  settings,
  storeDueUnits,
} from '../contract/records.fixture.ts';
import { type Ledger, openLedger } from '../index.ts';
import { DAY_MS } from '../shared/durations.ts';
import { serverTime } from './server-clock.ts';

/** Starting a JVM, or an image, for the first time. */
const START_LIMIT_MS = 180_000;
/** Some operations wait three seconds each for a server that is down. */
const OUTAGE_LIMIT_MS = 120_000;

const unavailable = { name: 'LedgerError', code: 'UNAVAILABLE' };

const shared = await sharedMongo();

(shared === null ? describe.skip : describe)('the contract, on MongoDB', () => {
  const url = `${shared?.url}/ledger-${randomUUID()}`;
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger({ url, leaseClock: leases.clock });
  });
  afterAll(async () => {
    await ledger.close();
    await inDatabase(url, (client) => client.db().dropDatabase());
  });

  ledgerContract(() => ({ ledger, open: () => openLedger({ url, leaseClock: leases.clock }) }));

  it('says UNAVAILABLE when it is closed, and closes twice', async () => {
    const closed = await openLedger({ url });
    await closed.check();
    await closed.close();
    await closed.close();
    await expect(closed.check()).rejects.toMatchObject(unavailable);
    await expect(closed.staff.revision('d')).rejects.toMatchObject(unavailable);
  });

  it('counts leases by the time of the server, whatever the clock of a process says', async () => {
    const wrong = jest.spyOn(Date, 'now');
    const holder = await openLedger({ url });
    const ahead = await openLedger({ url });
    try {
      wrong.mockReturnValue(NOW - DAY_MS);
      const lane = await holder.lanes.acquire('skewed', 'holder', 60_000);
      wrong.mockReturnValue(NOW + DAY_MS);
      expect(await ahead.lanes.acquire('skewed', 'ahead', 60_000)).toBeNull();
      wrong.mockRestore();
      const servers = await inDatabase(url, (client) => serverTime(client.db()));
      expect(Math.abs((lane?.leasedUntil ?? 0) - 60_000 - servers)).toBeLessThan(30_000);
      await holder.lanes.release('skewed', 1);
      expect(await ahead.lanes.acquire('skewed', 'ahead', 60_000)).toMatchObject({ fence: 2 });
    } finally {
      wrong.mockRestore();
      await Promise.all([holder.close(), ahead.close()]);
    }
  });

  it('has MongoDB remove attempts so many days after they were stored, whatever their date', async () => {
    const ledger = await openLedger({ url, attemptRetentionDays: 30 });
    const before = Date.now();
    await ledger.attempts.append([attempt('expiring', 'sa-1', 1)]);
    await ledger.close();
    const [stored, indexes] = await inDatabase(url, (client) => {
      const attempts = client.db().collection('attempts');
      return Promise.all([attempts.findOne({ districtId: 'expiring' }), attempts.indexes()]);
    });
    const expiresAt = stored!['expiresAt'] as Date;
    expect(expiresAt.getTime()).toBeGreaterThanOrEqual(before + 30 * DAY_MS);
    expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 30 * DAY_MS);
    expect(indexes.find(({ key }) => 'expiresAt' in key)).toMatchObject({ expireAfterSeconds: 0 });
  });

  it('has an index for each question, and finds them again at the next start', async () => {
    await (await openLedger({ url })).close();
    const names = await inDatabase(url, async (client) => {
      const indexes = await client.db().collection('sectionAssessments').indexes();
      return indexes.map(({ name }) => name);
    });
    expect(names.sort()).toEqual([
      '_id_',
      'byChange',
      'byDue',
      'byHits',
      'byIdentifier',
      'byReason',
      'byRun',
      'bySection',
      'byState',
    ]);
  });
});

const own = await testMongo({ durable: true });

(own === null ? describe.skip : describe)('a MongoDB that goes and comes back', () => {
  const server = own as LocalMongo;
  let url: string;
  beforeEach(() => {
    url = `${server.url}/ledger-${randomUUID()}`;
  });
  afterEach(() => server.restart(), START_LIMIT_MS);
  afterAll(() => server.stop());

  it(
    'makes operations UNAVAILABLE meanwhile, and has all that it acknowledged',
    async () => {
      const ledger = await openLedger({ url });
      await storeDueUnits(ledger, 'd', 3);
      const [first, second] = await claimAll(ledger, 'd', 1);
      await ledger.sectionAssessments.recordOutcomes([outcome(first!, 1)]);
      await ledger.runs.open(run('d', 'night-1'));
      await ledger.districts.put(settings('d'), { by: 'file', at: NOW });
      await ledger.attempts.append([attempt('d', 'sa-0000', NOW)]);
      await server.kill();
      // The first meets connections that have just broken, the others no server: these wait together for one.
      await expect(ledger.sectionAssessments.recordOutcomes([outcome(second!, 1)])).rejects.toMatchObject(unavailable);
      const outage = [
        ledger.sectionAssessments.recordEvaluations([evaluation('d', 'new')]),
        ledger.lanes.acquire('d', 'pod-1', 1_000),
        ledger.check(),
      ];
      await Promise.all(outage.map((operation) => expect(operation).rejects.toMatchObject(unavailable)));
      await server.restart();
      await eventually(() => ledger.check());
      expect(await ledger.sectionAssessments.countByState('d')).toEqual({ inSync: 1, sending: 2 });
      expect(await loadOne(ledger, 'd', second!.sectionAssessmentId)).toEqual(second);
      expect(await ledger.sectionAssessments.recordOutcomes([outcome(second!, 1)])).toEqual({ conflicts: [] });
      expect(await ledger.runs.open(run('d', 'night-2'))).toMatchObject({ opened: false });
      expect(await ledger.districts.get('d')).toMatchObject({ version: 1 });
      expect(await ledger.attempts.list('d', 'sa-0000', 10)).toHaveLength(1);
      await ledger.close();
    },
    OUTAGE_LIMIT_MS,
  );

  it(
    'may be down at the start: the ledger opens, and works with its indexes once the server is there',
    async () => {
      await server.kill();
      const ledger = await openLedger({ url, leaseClock: leases.clock });
      const outage = [ledger.check(), ledger.runs.get('d', 'night-1')];
      await Promise.all(outage.map((operation) => expect(operation).rejects.toMatchObject(unavailable)));
      await server.restart();
      await eventually(() => ledger.check());
      // Only an index keeps two runs of a district apart.
      const opened = await Promise.all(
        ['manual-1', 'manual-2', 'manual-3'].map((id) => ledger.runs.open(run('d', id, { kind: 'manual' }))),
      );
      expect(opened.filter((result) => result.opened)).toHaveLength(1);
      await ledger.close();
    },
    OUTAGE_LIMIT_MS,
  );
});

async function inDatabase<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
