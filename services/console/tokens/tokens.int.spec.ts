import { afterEach, describe, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, movedClock, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT, hashOf, settingsJson, TOKENS } from '../testing/settings.fixture.ts';
import type { MadeTokenView } from './make-token.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const LIST = `${PATH}/tokens`;
const ADMIN = hashOf(TOKENS.admin).slice(0, 12);

let console: RunningConsole;
afterEach(() => console.stop());

type Listed = { readonly items: readonly Omit<MadeTokenView, 'token'>[] };
const list = async () => (await console.call<Listed>('GET', LIST)).body.items;
const stored = async () => (await console.ledger.districts.get(DISTRICT))!.settings.tokens;
const statusOf = async (token: string) => (await console.call('GET', PATH, { token })).status;

async function make(changes: object = {}, token: string = TOKENS.admin): Promise<MadeTokenView> {
  const body = { label: 'Report', roles: ['viewer'], ...changes };
  const { status, body: made } = await console.call<MadeTokenView>('POST', LIST, { token, body });
  expect(status).toBe(201);
  return made;
}

describe('a token that is made', () => {
  it('is shown once, counts at once, and is listed by what is kept of it', async () => {
    console = await startConsole();
    const expiresAt = '2127-06-30T00:00:00-05:00';
    const body = { label: 'Report', roles: ['viewer'], expiresAt };
    const { headers, body: made } = await console.call<MadeTokenView>('POST', LIST, { body });
    expect(headers.get('cache-control')).toBe('no-store');
    const { token, ...shown } = made;
    expect(token).toMatch(/^pbk_[0-9A-Za-z]{49}$/);
    expect(shown).toEqual({
      ...{
        sha256: hashOf(token).slice(0, 12),
        prefix: token.slice(0, 8),
        label: 'Report',
        roles: ['viewer'],
        expiresAt,
      },
      ...{ createdAt: expect.stringMatching(/Z$/), createdBy: ADMIN, lastUsedAt: null },
    });
    expect(await statusOf(token)).toBe(200);
    const items = await list();
    expect(items).toHaveLength(4);
    expect(items[3]).toEqual({ ...shown, lastUsedAt: expect.stringMatching(/Z$/) });
    expect(items[0]).toEqual({ sha256: ADMIN, roles: ['admin'], lastUsedAt: expect.stringMatching(/Z$/) });
    const kept = { settings: await stored(), audit: (await console.ledger.audit.list(DISTRICT, { limit: 9 })).items };
    expect(JSON.stringify([kept, items])).not.toContain(token);
  });

  it.each([
    [{ label: undefined }, 'label'],
    [{ label: ' ' }, 'label'],
    [{ roles: [] }, 'roles'],
    [{ roles: ['operator'] }, 'roles[0]'],
    [{ expiresAt: 'soon' }, 'expiresAt'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ sha256: hashOf('x') }, 'sha256'],
  ])('has to be right: %j', async (changes, path) => {
    console = await startConsole();
    const { status, errors } = await console.problem('POST', LIST, {
      body: { label: 'x', roles: ['viewer'], ...changes },
    });
    expect([status, errors.map((error) => error.path)]).toEqual([400, [path]]);
    expect(await stored()).toHaveLength(3);
  });

  it('is in the log of commands and among the changes, by its digits alone', async () => {
    console = await startConsole();
    const { sha256, token } = await make();
    await console.call('DELETE', `${LIST}/${sha256}`);
    const { items } = await console.ledger.audit.list(DISTRICT, { limit: 9 });
    const [revoked, made] = items;
    expect([revoked?.command, made?.command]).toEqual(['settings', 'settings']);
    expect(made).toMatchObject({ by: { token: ADMIN }, outcome: { ok: true, result: { version: 2 } } });
    expect(made!.changes[0]).toMatchObject({
      key: 'tokens',
      after: expect.arrayContaining([expect.objectContaining({ sha256 })]),
    });
    expect(JSON.stringify(items)).not.toContain(hashOf(token));
    expect((await console.ledger.districts.changes(DISTRICT))[0]).toMatchObject({ by: ADMIN, keys: ['tokens'] });
  });

  it('is for administrators and operators, and of their district', async () => {
    console = await startConsole({}, { operator: DEMO, prepare: withStaff });
    const body = { label: 'x', roles: ['viewer'] };
    for (const token of [TOKENS.viewer, TOKENS.otus, TOKENS.other])
      for (const [method, path] of [
        ['GET', LIST],
        ['POST', LIST],
        ['DELETE', `${LIST}/${ADMIN}`],
      ] as const)
        expect((await console.problem(method, path, { token, ...(method === 'POST' && { body }) })).status).toBe(403);
    for (const person of [PEOPLE.admin, PEOPLE.operator]) {
      const { call } = await signIn(console, person);
      const made = await call<MadeTokenView>('POST', LIST, { body });
      expect(made).toMatchObject({ status: 201, body: { createdBy: expect.stringMatching(/^person:/) } });
      expect((await call('DELETE', `${LIST}/${made.body.sha256}`)).status).toBe(200);
    }
    const { call } = await signIn(console, PEOPLE.operator);
    expect((await call('POST', '/v1/districts/nowhere/tokens', { body })).status).toBe(404);
    expect(await stored()).toHaveLength(3);
  });

  it('is no more than a district has room for', async () => {
    console = await startConsole();
    const tokens = Array.from({ length: 99 }, (_, index) => ({ sha256: hashOf(`t-${index}`), roles: ['viewer'] }));
    await console.call('PUT', PATH, {
      body: settingsJson({ tokens: [{ sha256: ADMIN, roles: ['admin'] }, ...tokens] }),
    });
    const { status, errors } = await console.problem('POST', LIST, { body: { label: 'x', roles: ['viewer'] } });
    expect([status, errors[0]?.message]).toEqual([400, expect.stringContaining('has 100 tokens')]);
  });
});

describe('a token that expires', () => {
  const NOW = Date.parse('2026-11-12T12:00:00Z');
  const END = '2026-12-01T00:00:00Z';

  it('makes none that lasts longer, neither this way nor by the settings', async () => {
    const clock = movedClock();
    expect(clock.now()).toBe(NOW);
    console = await startConsole({}, { clock });
    const { token, sha256 } = await make({ roles: ['admin'], expiresAt: END });
    expect((await make({}, token)).expiresAt).toBe(END);
    expect((await make({ expiresAt: '2026-11-20T00:00:00Z' }, token)).expiresAt).toBe('2026-11-20T00:00:00Z');
    const later = '2026-12-01T00:00:01Z';
    const body = { label: 'x', roles: ['viewer'], expiresAt: later };
    expect((await console.problem('POST', LIST, { token, body })).errors).toEqual([
      { path: 'expiresAt', message: 'is later than the end of the token by which it is given' },
    ]);
    const held = (await list()).map(({ lastUsedAt: _used, ...rest }) => rest);
    const put = (tokens: unknown, by = token) =>
      console.call('PUT', PATH, { token: by, body: settingsJson({ tokens }) });
    for (const more of [
      { sha256: hashOf('new'), roles: ['admin'] },
      { sha256: hashOf('new'), roles: ['admin'], expiresAt: later },
    ])
      expect(await put([...held, more])).toMatchObject({
        status: 400,
        body: { errors: [{ path: `tokens[${held.length}].expiresAt` }] },
      });
    const prolonged = held.map((one) => (one.sha256 === sha256 ? { ...one, expiresAt: later } : one));
    expect((await put(prolonged)).status).toBe(400);
    // What was there before lasts as it did.
    expect((await put([...held, { sha256: hashOf('new'), roles: ['admin'], expiresAt: END }])).status).toBe(200);
    expect((await put(prolonged, TOKENS.admin)).status).toBe(200);
  });
});

describe('a token that is revoked', () => {
  it('is taken by nobody after seconds, and is 404 to revoke again', async () => {
    console = await startConsole();
    const { token, sha256 } = await make();
    expect(await statusOf(token)).toBe(200);
    const { status, body } = await console.call('DELETE', `${LIST}/${sha256}`);
    expect([status, body]).toEqual([200, expect.objectContaining({ sha256, label: 'Report' })]);
    const revokedAt = performance.now();
    while ((await statusOf(token)) === 200) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(performance.now() - revokedAt).toBeLessThan(3_000);
    for (const name of [sha256, sha256.slice(0, 11), 'x', '0'.repeat(64)])
      expect((await console.problem('DELETE', `${LIST}/${name}`)).status).toBe(404);
    expect((await list()).map((item) => item.sha256)).toEqual(
      Object.values(TOKENS)
        .slice(0, 3)
        .map((text) => hashOf(text).slice(0, 12)),
    );
  });

  it('may be the one by which it is asked, also by its whole hash', async () => {
    console = await startConsole();
    const { token } = await make({ roles: ['admin'] });
    expect((await console.call('DELETE', `${LIST}/${hashOf(token).toUpperCase()}`, { token })).status).toBe(200);
    expect(await stored()).toHaveLength(3);
  });
});

describe('tokens and the settings', () => {
  it('leave each other alone: a PUT without tokens keeps them, one with what a GET gave keeps how they were made', async () => {
    console = await startConsole();
    const { sha256, prefix, createdAt, createdBy } = await make({ expiresAt: '2127-01-01T00:00:00Z' });
    await console.call('PUT', PATH, { body: settingsJson({ tokens: undefined, paused: true }) });
    const made = { prefix, createdAt, createdBy };
    expect((await stored())[3]).toMatchObject(made);
    const { body } = await console.call<{ tokens: object[] }>('GET', PATH);
    expect(body.tokens[3]).toMatchObject({ sha256, ...made });
    const tokens = body.tokens.map((token) => ({ ...token, prefix: 'forged', createdBy: 'forged' }));
    expect((await console.call('PUT', PATH, { body: settingsJson({ tokens, paused: true }) })).status).toBe(200);
    expect((await stored())[3]).toMatchObject(made);
    expect((await console.ledger.districts.get(DISTRICT))?.version).toBe(3);
  });

  it('are not lost when many change them at once', async () => {
    console = await startConsole();
    const first = await make({ label: 'first' });
    const [, , ...made] = await Promise.all([
      console.call('DELETE', `${LIST}/${first.sha256}`),
      console.call('PUT', PATH, { body: settingsJson({ tokens: undefined, paused: true }) }),
      ...Array.from({ length: 10 }, (_, index) => make({ label: `t-${index}` })),
    ]);
    const labels = (await stored()).map(({ label }) => label);
    expect(labels.toSorted()).toEqual([undefined, undefined, undefined, ...made.map(({ label }) => label)].toSorted());
    expect((await console.ledger.districts.get(DISTRICT))?.settings.paused).toBe(true);
  });
});
