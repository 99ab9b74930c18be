import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuditedCommand, Ledger } from '@passback/ledger';
import { systemClock } from '@passback/service-kit';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf, powerschoolJson, settingsJson, TOKENS } from '../testing/settings.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const ADMIN = hashOf(TOKENS.admin).slice(0, 12);
const BY_ADMIN = { token: ADMIN, label: null, roles: ['admin' as const] };

type Item = Omit<AuditedCommand, 'at'> & { readonly at: string };
interface AuditPage {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

let console: RunningConsole;
afterEach(() => console.stop());

async function audit(query = ''): Promise<AuditPage> {
  const { status, body } = await console.call<AuditPage>('GET', `${PATH}/audit${query}`);
  expect(status).toBe(200);
  return body;
}

const COMMANDS: [string, string, unknown, Record<string, unknown>][] = [
  [
    'POST',
    '/runs',
    undefined,
    {
      command: 'run',
      asked: {},
      outcome: expect.objectContaining({ ok: true, status: 202, result: { runId: 'manual-1', started: true } }),
    },
  ],
  [
    'POST',
    '/redrive',
    { reason: 'SIS_REJECTED', dryRun: true },
    {
      command: 'redrive',
      asked: { reason: 'SIS_REJECTED', dryRun: true },
      outcome: expect.objectContaining({ status: 202, result: { units: 3, runId: 'redrive-1' } }),
    },
  ],
  [
    'POST',
    '/redrive',
    { sectionAssessmentIds: ['sa-1'], repair: 'all' },
    { command: 'repair', asked: { sectionAssessmentIds: ['sa-1'], repair: 'all', dryRun: false } },
  ],
  [
    'POST',
    '/reconcile',
    { sectionId: '85001' },
    {
      command: 'reconcile',
      asked: { sectionId: '85001' },
      outcome: expect.objectContaining({ result: { unitsRead: 1, missing: 0, different: 1, extra: 0 } }),
    },
  ],
  [
    'POST',
    '/connection-check',
    undefined,
    { command: 'connectionCheck', outcome: expect.objectContaining({ status: 200, result: { ok: true, checks: 0 } }) },
  ],
  [
    'PUT',
    '',
    settingsJson({ paused: true }),
    {
      command: 'settings',
      asked: { replacedVersion: 1 },
      changes: [{ key: 'paused', before: false, after: true }],
      outcome: expect.objectContaining({ ok: true, status: 200, result: { version: 2 } }),
    },
  ],
];

describe('the audit log', () => {
  it('has every command: who, what, before and after, and what came of it, newest first', async () => {
    console = await startConsole();
    for (const [method, path, body] of COMMANDS) {
      const { status } = await console.call(method, `${PATH}${path}`, body === undefined ? {} : { body });
      expect([path, status < 300]).toEqual([path, true]);
    }
    const { items, cursor } = await audit();
    // The fixture stores the district past the console, so that its own entries are all.
    expect(items.map(({ command }) => command)).toEqual(COMMANDS.map(([, , , { command }]) => command).toReversed());
    expect(items).toMatchObject(COMMANDS.map(([, , , item]) => ({ by: BY_ADMIN, ...item })).toReversed());
    expect(cursor).toBeNull();
    const first = await audit('?limit=4');
    const second = await audit(`?limit=4&cursor=${first.cursor}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.cursor).toBeNull();
    expect((await console.problem('GET', `${PATH}/audit?cursor=abc`)).status).toBe(400);
  });

  it('is also one file, its whole length, with what is asked and what came of it as JSON', async () => {
    console = await startConsole();
    await console.call('POST', `${PATH}/redrive`, { body: { reason: 'SIS_REJECTED', dryRun: true } });
    await console.call('PUT', PATH, { body: settingsJson({ paused: true }) });
    const entry = {
      districtId: DISTRICT,
      command: 'run',
      by: BY_ADMIN,
      asked: {},
      changes: [],
      traceId: null,
    } as const;
    for (let at = 0; at < 200; at += 1) await console.ledger.audit.append({ ...entry, entryId: `e-${at}`, at });
    const { name, lines } = await console.file('GET', `${PATH}/audit?format=csv&limit=1`);
    expect(name).toBe('audit.csv');
    expect(lines[0]).toBe('entryId,at,command,by,label,roles,asked,changes,concludedAt,ok,status,result,traceId');
    expect(lines).toHaveLength(1 + 2 + 200);
    expect(lines[1]).toContain(
      `,settings,${ADMIN},,admin,"{""replacedVersion"":1}","[{""key"":""paused"",""before"":false,""after"":true}]",`,
    );
    expect(lines[1]).toMatch(/Z,true,200,"\{""version"":2\}",/);
    expect(lines[2]).toContain(',redrive,');
    expect(lines[202]).toBe(`e-0,1970-01-01T00:00:00.000Z,run,${ADMIN},,admin,{},[],,,,,`);
    expect((await console.problem('GET', `${PATH}/audit?format=csv&cursor=abc`)).status).toBe(400);
    expect((await console.problem('GET', `${PATH}/audit?format=csv`, { token: TOKENS.viewer })).status).toBe(403);
  });

  it('is for administrators of the district', async () => {
    console = await startConsole();
    const statusFor = async (token: string | null) => (await console.call('GET', `${PATH}/audit`, { token })).status;
    expect(await statusFor(TOKENS.viewer)).toBe(403);
    expect(await statusFor(TOKENS.otus)).toBe(403);
    expect(await statusFor(TOKENS.other)).toBe(403);
    expect(await statusFor(null)).toBe(401);
  });

  it('tells of secrets only that they changed, and of tokens only what is shown of them', async () => {
    console = await startConsole();
    const tokens = [
      { sha256: ADMIN, roles: ['admin'], label: 'Frau Müller', expiresAt: '2127-01-01T00:00:00Z' },
      { sha256: hashOf('new'), roles: ['viewer'] },
    ];
    const body = settingsJson({
      tokens,
      powerschool: powerschoolJson({ clientSecret: 'another-secret', minIntervalMs: 9 }),
    });
    expect((await console.call('PUT', PATH, { body })).status).toBe(200);
    await console.call('POST', `${PATH}/runs`);
    const { items } = await audit();
    expect(items[0]).toMatchObject({ command: 'run', by: { ...BY_ADMIN, label: 'Frau Müller' } });
    const short = (token: string) => hashOf(token).slice(0, 12);
    expect(items[1]!.changes).toEqual([
      { key: 'powerschool.clientSecret', before: 'set', after: 'changed' },
      { key: 'powerschool.minIntervalMs', before: 0, after: 9 },
      {
        key: 'tokens',
        before: [
          { sha256: ADMIN, roles: ['admin'] },
          { sha256: short(TOKENS.viewer), roles: ['viewer'] },
          { sha256: short(TOKENS.otus), roles: ['otus'] },
        ],
        after: [tokens[0], { sha256: short('new'), roles: ['viewer'] }],
      },
    ]);
    const text = JSON.stringify(items);
    for (const secret of ['another-secret', 'sealed:', hashOf('new'), hashOf(TOKENS.admin)])
      expect(text).not.toContain(secret);
  });

  it('has a command that failed, with how it failed', async () => {
    console = await startConsole();
    console.services.failWith('UNAVAILABLE', 'starting');
    await console.problem('POST', `${PATH}/redrive`, { body: { reason: 'WITHDRAWN' } });
    console.services.failWith('INTERNAL', 'a secret of the inside');
    await console.problem('POST', `${PATH}/reconcile`);
    const outcomes = (await audit()).items.map(({ outcome }) => outcome);
    expect(outcomes).toMatchObject([
      { ok: false, status: 500, result: { title: 'Something went wrong here' } },
      { ok: false, status: 503, result: { title: 'This cannot be done now' } },
    ]);
  });

  it('has nothing of what was refused before it was a command', async () => {
    console = await startConsole();
    await console.problem('POST', `${PATH}/redrive`, { body: {} });
    await console.problem('POST', `${PATH}/runs`, { token: TOKENS.viewer });
    await console.problem('PUT', PATH, { body: settingsJson({ timeZone: 'Mars' }) });
    expect((await audit()).items).toEqual([]);
  });
});

describe('a command', () => {
  const entriesOf = async (ledger: Ledger) => (await ledger.audit.list(DISTRICT, { limit: 9 })).items;

  it.each(COMMANDS)('%s …%s that cannot be recorded is 503, and is not carried out', async (method, path, body) => {
    console = await startConsole(
      {},
      {
        prepare: async (ledger) => ({
          ...ledger,
          audit: { ...ledger.audit, append: () => Promise.reject(new Error('the disk is full')) },
        }),
      },
    );
    const problem = await console.problem(method, `${PATH}${path}`, body === undefined ? {} : { body });
    expect(problem).toMatchObject({ status: 503, title: 'The audit log cannot be written now' });
    expect(problem.headers.get('retry-after')).not.toBeNull();
    expect(JSON.stringify(problem)).not.toContain('disk');
    expect(console.services.asked).toEqual([]);
    expect(await console.ledger.districts.get(DISTRICT)).toMatchObject({ version: 1, settings: { paused: false } });
  });

  it('is told in the order in which it was given, also among others of one millisecond', async () => {
    console = await startConsole({}, { clock: { ...systemClock, now: () => Date.UTC(2026, 10, 20, 18) } });
    const ids = Array.from({ length: 12 }, (_, index) => `sa-${index}`);
    for (const id of ids)
      await console.call('POST', `${PATH}/redrive`, { body: { sectionAssessmentIds: [id], dryRun: true } });
    const { items } = await audit();
    const asked = items.map((item) => (item.asked as { sectionAssessmentIds: string[] }).sectionAssessmentIds);
    expect(asked).toEqual(ids.toReversed().map((id) => [id]));
  });

  it('is in the log before it takes effect, so that the end of the process does not lose it', async () => {
    const order: string[] = [];
    console = await startConsole(
      {},
      {
        prepare: async (ledger) => ({
          ...ledger,
          districts: {
            ...ledger.districts,
            put: async (...asked) => {
              order.push(JSON.stringify((await entriesOf(ledger)).map(({ outcome }) => outcome)));
              return ledger.districts.put(...asked);
            },
          },
        }),
      },
    );
    order.length = 0;
    await console.call('PUT', PATH, { body: settingsJson({ paused: true }) });
    expect(order).toEqual(['[null]']);
    expect(await entriesOf(console.ledger)).toMatchObject([{ outcome: { ok: true } }]);
  });

  it('that took effect is answered so, also when its outcome cannot be recorded: the entry stays without one', async () => {
    console = await startConsole(
      {},
      {
        prepare: async (ledger) => ({
          ...ledger,
          audit: { ...ledger.audit, conclude: () => Promise.reject(new Error('away')) },
        }),
      },
    );
    expect((await console.call('POST', `${PATH}/runs`)).status).toBe(202);
    expect((await audit()).items).toMatchObject([{ command: 'run', outcome: null }]);
  });
});
