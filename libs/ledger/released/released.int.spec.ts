import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  explainSectionAssessment,
  requestDelivery,
  settleDelivery,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import { sharedMongo } from '@passback/local-infrastructure';
import { BSON, MongoClient } from 'mongodb';
import { openLedger } from '../open-ledger.ts';
import type { Ledger } from '../port/ledger.ts';

/**
 * What a release stored, kept as it was: nights of a district in all their states. During a rollover the old version and the new one work
 * on the same documents, so the new one reads what the old one wrote, and leaves in place all that the old one will look for.
 */
const RELEASES = ['0.1.0'] as const;
/** What a release stored and never looked for itself: this version leaves it out of what it writes. */
const NEVER_READ = /^(delivery\.)?failure\.settingsVersion$/;
const DISTRICT = 'lincoln';
const NOW = Date.now();

const mongo = await sharedMongo();
const closes: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
});

function stored(release: string, name: string): Buffer {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, release, `${name}.gz`)));
}

type Documents = Readonly<Record<string, readonly unknown[]>>;

interface Restored {
  readonly url: string;
  /** As they are stored at this moment, whatever reads them. */
  readonly documents: () => Promise<Documents>;
}

async function restoreSqlite(release: string): Promise<Restored> {
  const folder = mkdtempSync(path.join(tmpdir(), 'released-'));
  closes.push(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'ledger.sqlite');
  writeFileSync(file, stored(release, 'ledger.sqlite'));
  return { url: `sqlite:${file}`, documents: async () => rowsOf(file) };
}

function rowsOf(file: string): Documents {
  const database = new DatabaseSync(file);
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all();
  const rows = tables.map(
    ({ name }) => [String(name), database.prepare(`select * from ${String(name)}`).all()] as const,
  );
  database.close();
  return Object.fromEntries(rows.map(([name, all]) => [name, all.map((row) => mapValues(row, parsed))]));
}

/** Columns of JSON as what they hold. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  return JSON.parse(value);
}

async function restoreMongo(release: string): Promise<Restored> {
  const url = `${mongo?.url ?? ''}/released-${randomUUID()}`;
  const client = await MongoClient.connect(url);
  const database = client.db();
  closes.push(async () => {
    await database.dropDatabase();
    await client.close();
  });
  const dump = BSON.EJSON.parse(stored(release, 'mongodb.json').toString()) as Record<string, object[]>;
  for (const [name, documents] of Object.entries(dump))
    if (documents.length > 0) await database.collection(name).insertMany(documents);
  const documents = async (): Promise<Documents> => {
    const names = Object.keys(dump);
    const all = names.map(async (name) => [name, await database.collection(name).find().toArray()] as const);
    return Object.fromEntries(await Promise.all(all));
  };
  return { url, documents };
}

/** The names of everything in these documents: `delivery.claim.owner`, without places in lists. */
function namesIn(value: unknown, at = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...namesIn(one, at)]));
  if (typeof value !== 'object' || value === null) return new Set([at]);
  const inner = Object.entries(value).flatMap(([name, one]) => [...namesIn(one, at === '' ? name : `${at}.${name}`)]);
  return new Set([at, ...inner]);
}

function mapValues(row: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
}

async function open({ url }: Restored): Promise<Ledger> {
  const ledger = await openLedger({ url });
  closes.push(() => ledger.close());
  return ledger;
}

const ADAPTERS = [['sqlite', restoreSqlite] as const, ...(mongo === null ? [] : [['mongodb', restoreMongo] as const])];

describe.each(RELEASES)('a ledger of release %s', (release) => {
  describe.each(ADAPTERS)('in %s', (adapter, restore) => {
    it('is explained as that release explained it', async () => {
      const ledger = await open(await restore(release));
      const records = await ledger.sectionAssessments.scan(DISTRICT, { limit: 1_000 });
      const explained = Object.fromEntries(
        records.map((record) => [record.sectionAssessmentId, explainSectionAssessment(record)]),
      );
      expect(explained).toEqual(JSON.parse(stored(release, `${adapter}.explained.json`).toString()));
      expect(new Set(records.map(({ summary }) => summary.state)).size).toBeGreaterThan(2);
    });

    it('has its runs, attempts, districts, people and commands', async () => {
      const ledger = await open(await restore(release));
      const [record] = await ledger.sectionAssessments.scan(DISTRICT, { states: ['inSync'], limit: 1 });
      const runs = await ledger.runs.list(DISTRICT, 10);
      expect(runs.length).toBeGreaterThanOrEqual(2);
      expect(await ledger.sectionAssessments.runProgress(DISTRICT, runs[0]?.runId ?? '')).toMatchObject({ pending: 0 });
      expect((await ledger.districts.get(DISTRICT))?.settings.districtId).toBe(DISTRICT);
      expect((await ledger.staff.get(DISTRICT))?.staff.length).toBeGreaterThan(0);
      expect((await ledger.lanes.get(DISTRICT))?.circuit.state).toBe('closed');
      expect(record).toBeDefined();
      await ledger.attempts.list(DISTRICT, record?.sectionAssessmentId ?? '', 20);
    });

    it('keeps all that the release looks for, once this version has worked on it', async () => {
      const restored = await restore(release);
      const before = await restored.documents();
      const ledger = await open(restored);
      const worked = await workOnAll(ledger);
      expect(worked).toBeGreaterThan(10);
      const after = await restored.documents();
      for (const [name, documents] of Object.entries(before)) {
        const names = namesIn(after[name]);
        const lost = [...namesIn(documents)].filter((one) => !names.has(one) && !NEVER_READ.test(one));
        expect([name, lost]).toEqual([name, []]);
      }
    });
  });
});

/** Evaluates, requests, claims and settles every unit as it is; how many that were. */
async function workOnAll({ sectionAssessments, lanes }: Ledger): Promise<number> {
  const records = await sectionAssessments.scan(DISTRICT, { limit: 1_000 });
  const lane = await lanes.acquire(DISTRICT, 'new version', 60_000);
  const fence = lane?.fence ?? 0;
  const evaluated = await sectionAssessments.recordEvaluations(
    records.map((record) => ({
      ...keyOf(record),
      expectedVersion: record.version,
      ...{ otus: record.otus, decision: record.decision, summary: record.summary, sis: record.sis, changedAt: NOW },
      delivery: requestDelivery(record.delivery, { dueAt: NOW, runId: 'new', redrive: false }),
    })),
  );
  const claim = { districtId: DISTRICT, owner: 'new version', fence, now: NOW, limit: 1_000 };
  const claimed = await sectionAssessments.claimDeliveries(claim);
  const settled = await sectionAssessments.recordOutcomes(claimed.map((record) => settle(record, fence)));
  expect([evaluated.conflicts, settled.conflicts, claimed.length]).toEqual([[], [], records.length]);
  return claimed.length;
}

const FAILURE = { class: 'unit', code: 'SIS_REJECTED', message: 'no', retryAfterMs: null, isOurs: false } as const;
/** An end that leaves the most behind. */
const REFUSED = { kind: 'failed', failure: FAILURE } as const;

function settle(record: UnitRecord, fence: number): Parameters<Ledger['sectionAssessments']['recordOutcomes']>[0][0] {
  const settled = settleDelivery(record.delivery, {
    ...{ end: REFUSED, isCreateUncertain: true, createAskedAt: NOW, wasAskedAnew: false, revision: 1 },
    ...{ now: NOW, jitter: 0 },
    retry: { delaysMs: [1], throttledDelayMs: 1, createQuietTimeouts: 0 } as never,
  });
  const delivery = { ...settled, tally: { sent: 1, kept: 0, held: 0, rejected: 0 } };
  const parts = { snapshot: record.otus.snapshot, decision: record.decision, sis: record.sis, delivery };
  return {
    ...keyOf(record),
    ...{ expectedVersion: record.version, fence, sis: record.sis, delivery, changedAt: NOW },
    summary: summarize({ ...parts, previousCauses: record.summary.causes }),
  };
}

function keyOf({ districtId, sectionAssessmentId }: UnitRecord) {
  return { districtId, sectionAssessmentId };
}
