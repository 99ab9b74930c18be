import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { AT_REST } from '@passback/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ledgerContract } from '../contract/ledger.contract.ts';
import { attempt, evaluation, leases, NOW, run, settings, WRITTEN } from '../contract/records.fixture.ts';
import { type Ledger, openLedger } from '../index.ts';
import { DAY_MS } from '../shared/durations.ts';

let folder: string;
const url = (): string => `sqlite:${path.join(folder, 'deep', 'ledger.db')}`;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passback-ledger-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the contract, on a SQLite file', () => {
  let ownFolder: string;
  let ledger: Ledger;
  const open = (): Promise<Ledger> =>
    openLedger({ url: `sqlite:${path.join(ownFolder, 'ledger.db')}`, leaseClock: leases.clock });
  beforeAll(async () => {
    ownFolder = await mkdtemp(path.join(tmpdir(), 'passback-ledger-'));
    ledger = await open();
  });
  afterAll(async () => {
    await ledger.close();
    await rm(ownFolder, { recursive: true, force: true });
  });

  ledgerContract(() => ({ ledger, open }));
});

describe('a SQLite ledger that is opened again', () => {
  it('is the same one behind a link, and flushes the file that is written', async () => {
    const file = path.join(folder, 'ledger.db');
    const link = path.join(folder, 'link.db');
    const before = await openLedger({ url: `sqlite:${file}` });
    await symlink(file, link);
    // Of another database that once had the name of the link.
    await writeFile(`${link}-wal`, '');
    const after = await openLedger({ url: `sqlite:${link}` });
    await after.districts.put(settings('d'), { by: 'file', at: NOW });
    expect(await before.districts.get('d')).toMatchObject({ version: 1 });
    await after.check();
    await Promise.all([before.close(), after.close()]);
  });

  it('has all it had', async () => {
    const before = await openLedger({ url: url(), leaseClock: leases.clock });
    await before.sectionAssessments.recordEvaluations([evaluation('d', 'sa-1')]);
    await before.runs.open(run('d', 'night-1'));
    leases.now = NOW;
    await before.lanes.acquire('d', 'pod-1', 1_000);
    await before.districts.put(settings('d'), { by: 'file', at: NOW });
    await before.staff.put({ districtId: 'd', revision: 2, staff: [] });
    await before.attempts.append([attempt('d', 'sa-1', NOW)]);
    await before.close();
    const after = await openLedger({ url: url(), leaseClock: leases.clock });
    expect(await after.sectionAssessments.load('d', ['sa-1'])).toHaveLength(1);
    expect(await after.runs.open(run('d', 'night-1'))).toMatchObject({ opened: false });
    leases.now = NOW + 1_000;
    expect(await after.lanes.acquire('d', 'pod-2', 1_000)).toMatchObject({ fence: 2 });
    expect(await after.districts.get('d')).toMatchObject({ version: 1 });
    expect(await after.staff.revision('d')).toBe(2);
    expect(await after.attempts.list('d', 'sa-1', 10)).toHaveLength(1);
    await after.close();
  });

  it('after SIGKILL of its process has every outcome that was acknowledged', async () => {
    const script = path.join(import.meta.dirname, 'deliver-until-killed.process.fixture.ts');
    const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: string[] = [];
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout! })) {
      acknowledged.push(line);
      if (acknowledged.length === 40) child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    const ledger = await openLedger({ url: url() });
    const records = await ledger.sectionAssessments.load('d', acknowledged);
    expect(records.map((record) => record.summary.state)).toEqual(acknowledged.map(() => 'inSync'));
    expect(
      records.every((record) => record.sis.assignment?.ref.assignmentId === WRITTEN.assignment?.ref.assignmentId),
    ).toBe(true);
    await ledger.close();
  });

  it('believes nothing at rest that a release wrote since which knows nothing of that', async () => {
    const ledger = await openLedger({ url: url() });
    const summary = { state: 'inSync', reasons: [], causes: [], hits: AT_REST } as const;
    const ids = ['sa-1', 'sa-2'];
    await ledger.sectionAssessments.recordEvaluations(ids.map((id) => evaluation('d', id, { summary })));
    const database = new DatabaseSync(path.join(folder, 'deep', 'ledger.db'));
    // As release 0.1.0 stores a decision: it has no table of hits.
    const stored = database.prepare(
      `update units set version = version + 1, changed_at = ?, state = ?, reasons = ?, causes = ?
       where district_id = ? and section_assessment_id = ? and version = ? returning unit`,
    );
    expect(stored.all(NOW, 'inSync', '[]', '[]', 'd', 'sa-1', 1)).toHaveLength(1);
    database.close();
    const { records, atRest } = await ledger.sectionAssessments.scanForRun('d', {
      limit: 9,
      runId: null,
      unseen: null,
    });
    expect([records.map(({ sectionAssessmentId: id }) => id), atRest]).toEqual([['sa-1'], 1]);
    await ledger.close();
  });

  it('removes attempts that were kept long enough', async () => {
    const ledger = await openLedger({ url: url(), attemptRetentionDays: 30 });
    // Dated long ago, and stored now: a night in simulated time keeps its attempts.
    await ledger.attempts.append([attempt('d', 'sa-1', 1), attempt('d', 'sa-2', 1)]);
    await ledger.close();
    const file = new DatabaseSync(url().slice('sqlite:'.length));
    file.exec(`update attempts set expires_at = expires_at - ${30 * DAY_MS + 1} where section_assessment_id = 'sa-1'`);
    file.close();
    const later = await openLedger({ url: url(), attemptRetentionDays: 30 });
    await later.attempts.append([attempt('d', 'sa-3', 1)]);
    expect(await later.attempts.list('d', 'sa-1', 10)).toEqual([]);
    expect(await later.attempts.list('d', 'sa-2', 10)).toHaveLength(1);
    await later.close();
  });
});

describe('a SQLite ledger', () => {
  it('can be read by another connection while it is written', async () => {
    const [writer, reader] = [await openLedger({ url: url() }), await openLedger({ url: url() })];
    for (let index = 0; index < 20; index += 1) {
      await writer.sectionAssessments.recordEvaluations([evaluation('d', `sa-${index}`)]);
      expect(await reader.sectionAssessments.countByState('d')).toEqual({ held: index + 1 });
    }
    await Promise.all([writer.close(), reader.close()]);
  });

  it('says UNAVAILABLE when another process holds the file for writing, and goes on afterwards', async () => {
    const ledger = await openLedger({ url: url() });
    const other = new DatabaseSync(url().slice('sqlite:'.length));
    other.exec('begin immediate');
    const write = () => ledger.sectionAssessments.recordEvaluations([evaluation('d', 'sa-1')]);
    await expect(write()).rejects.toMatchObject({ name: 'LedgerError', code: 'UNAVAILABLE' });
    expect(await ledger.sectionAssessments.load('d', ['sa-1'])).toEqual([]);
    other.exec('rollback');
    other.close();
    expect(await write()).toEqual({ conflicts: [] });
    await ledger.close();
  });

  it('says UNAVAILABLE when it is closed, and closes twice', async () => {
    const ledger = await openLedger({ url: 'sqlite::memory:' });
    await ledger.check();
    await ledger.close();
    await ledger.close();
    await expect(ledger.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(ledger.staff.revision('d')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('lets nobody change the log of commands, whoever opens the file', async () => {
    const ledger = await openLedger({ url: url() });
    const by = { token: 'file', label: null, roles: [] };
    const common = { districtId: 'd', at: NOW, command: 'run', by, asked: {}, changes: [], traceId: null } as const;
    await ledger.audit.append({ ...common, entryId: '1' });
    await ledger.audit.conclude('d', '1', { at: NOW, ok: true, status: 202, result: {} });
    await ledger.close();
    const file = new DatabaseSync(url().slice('sqlite:'.length));
    for (const table of ['audit', 'audit_outcomes'])
      expect(() => file.exec(`update ${table} set at = 0`)).toThrow('append-only');
    file.close();
  });

  it('keeps nothing in memory', async () => {
    const ledger = await openLedger({ url: 'sqlite::memory:' });
    await ledger.staff.put({ districtId: 'd', revision: 1, staff: [] });
    await ledger.close();
    const again = await openLedger({ url: 'sqlite::memory:' });
    expect(await again.staff.revision('d')).toBe(0);
    await again.close();
  });

  it('refuses a file of a newer release, and leaves it alone', async () => {
    await (await openLedger({ url: url() })).close();
    const file = new DatabaseSync(url().slice('sqlite:'.length));
    file.exec('pragma user_version = 999');
    file.close();
    await expect(openLedger({ url: url() })).rejects.toThrow('schema 999');
  });

  it('refuses a file that is no database, and leaves it alone', async () => {
    const file = path.join(folder, 'notes.txt');
    await writeFile(file, 'not a database, but something that somebody wants to keep'.repeat(20));
    const content = await readFile(file);
    await expect(openLedger({ url: `sqlite:${file}` })).rejects.toThrow('not a database');
    expect(await readFile(file)).toEqual(content);
  });
});
