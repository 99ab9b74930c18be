import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clientSecretOf } from '@passback/service-host';
import { type RunningConsole, secrets, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf, powerschoolJson, SECRET, settingsJson, TOKENS } from '../testing/settings.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

type Json = Record<string, unknown>;

async function version(): Promise<number> {
  return (await console.ledger.districts.get(DISTRICT))?.version ?? 0;
}

async function storedSecret(): Promise<string> {
  const { settings } = (await console.ledger.districts.get(DISTRICT))!;
  return secrets.open(settings.powerschool.clientSecret, clientSecretOf(DISTRICT));
}

describe('the settings of a district', () => {
  it('come without the secret, and with tokens that cannot be used', async () => {
    const { status, body, headers } = await console.call<Json>('GET', PATH, { token: TOKENS.viewer });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"1"');
    const { clientSecret: _secret, ...powerschool } = powerschoolJson();
    expect(body).toEqual({
      ...settingsJson(),
      powerschool: { ...powerschool, clientSecretSet: true },
      tokens: [
        { sha256: hashOf(TOKENS.admin).slice(0, 12), roles: ['admin'], lastUsedAt: null },
        { sha256: hashOf(TOKENS.viewer).slice(0, 12), roles: ['viewer'], lastUsedAt: expect.stringMatching(/Z$/) },
        { sha256: hashOf(TOKENS.otus).slice(0, 12), roles: ['otus'], lastUsedAt: null },
      ],
      nextNightAt: expect.stringMatching(/T0[67]:00:00\.000Z$/),
      version: 1,
      createdAt: '1970-01-01T00:00:00.000Z',
      changedAt: '1970-01-01T00:00:00.000Z',
      changedBy: 'test',
    });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${SECRET}|sealed`));
  });

  it('can be put back as they came, which changes nothing', async () => {
    const { body } = await console.call<Json>('GET', PATH);
    const answer = await console.call<Json>('PUT', PATH, { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(body);
    expect(await version()).toBe(1);
    expect(await storedSecret()).toBe(SECRET);
  });

  it('are replaced: what is left out gets its default, tokens stay', async () => {
    const { name, timeZone, categories } = settingsJson();
    const { connector, clientId, clientSecret } = powerschoolJson();
    const powerschool = { connector, clientId, baseUrl: 'https://ps.example/root' };
    const { status, body, headers } = await console.call<Json>('PUT', PATH, {
      body: { name, timeZone, categories, powerschool: { ...powerschool, clientSecret } },
    });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({
      nightlyRunAt: '01:00',
      effectiveDate: null,
      paused: false,
      pastDueAsZero: false,
      gradingPeriods: null,
      powerschool: { ...powerschool, minIntervalMs: 0, concurrency: 4, timeoutMs: 15_000, maxTitleLength: 50 },
      tokens: [{ roles: ['admin'] }, { roles: ['viewer'] }, { roles: ['otus'] }],
      version: 2,
      changedBy: hashOf(TOKENS.admin).slice(0, 12),
    });
    expect(await storedSecret()).toBe(SECRET);
    expect((await console.call('GET', PATH, { token: TOKENS.viewer })).status).toBe(200);
  });

  it('keep their version when the same secret is given again, and are stored sealed when it is another', async () => {
    await console.call('PUT', PATH, { body: settingsJson() });
    expect(await version()).toBe(1);
    const another = settingsJson({ powerschool: powerschoolJson({ clientSecret: 'another' }) });
    const { body } = await console.call('PUT', PATH, { body: another });
    expect(await version()).toBe(2);
    expect(await storedSecret()).toBe('another');
    const stored = JSON.stringify([await console.ledger.districts.get(DISTRICT), body]);
    expect(stored).not.toContain('"another"');
  });

  it('that are wrong are named, every one, and nothing is stored', async () => {
    const body = {
      districtId: 'jefferson',
      name: '',
      timeZone: 'Mars/Olympus',
      nightlyRunAt: '25:00',
      effectiveDate: '2026-02-30',
      paused: 'no',
      pastDueAsZeros: true,
      categories: { Quiz: 7 },
      powerschool: {
        connector: 'csv',
        baseUrl: 'ftp://x',
        clientSecret: 'env:not a name',
        concurrency: 0,
        minIntervalMs: -1,
        timeoutMs: 1.5,
        maxTitleLength: 5,
      },
      gradingPeriods: [
        { schoolId: '100', name: 'Q2', start: '2026-12-18', end: '2026-10-12' },
        { schoolId: '', name: 'Q3', start: 'soon', end: '2027-01-01' },
      ],
      tokens: [
        { sha256: 'abc', roles: ['admin'] },
        { sha256: hashOf('x'), roles: ['owner'] },
        { sha256: hashOf('x').toUpperCase(), roles: [] },
      ],
    };
    const { status, errors } = await console.problem('PUT', PATH, { body });
    expect(status).toBe(400);
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'categories.Quiz',
      'effectiveDate',
      'gradingPeriods[0].end',
      'gradingPeriods[1].schoolId',
      'gradingPeriods[1].start',
      'name',
      'nightlyRunAt',
      'pastDueAsZeros',
      'paused',
      'powerschool.baseUrl',
      'powerschool.clientId',
      'powerschool.clientSecret',
      'powerschool.concurrency',
      'powerschool.connector',
      'powerschool.maxTitleLength',
      'powerschool.minIntervalMs',
      'powerschool.timeoutMs',
      'timeZone',
      'tokens[0].sha256',
      'tokens[1].roles[0]',
      'tokens[2].roles',
      'tokens[2].sha256',
    ]);
    expect(await version()).toBe(1);
  });

  it.each<[string, unknown]>([
    ['an offset is no zone', settingsJson({ timeZone: '+05:00' })],
    ['credentials in the URL', settingsJson({ powerschool: powerschoolJson({ baseUrl: 'https://me:pw@ps.example' }) })],
    ['a secret that looks sealed', settingsJson({ powerschool: powerschoolJson({ clientSecret: 'sealed:v1:x' }) })],
    ['another district', settingsJson({ districtId: 'jefferson' })],
    ['a token that is not held', settingsJson({ tokens: [{ sha256: '0123456789ab', roles: ['admin'] }] })],
    ['no object', [settingsJson()]],
    ['nothing', 'null'],
    ['no JSON', '{"clientSecret": "swordfish"'],
  ])('%s is 400', async (_what, body) => {
    const { status, errors, detail } = await console.problem('PUT', PATH, { body });
    expect(status).toBe(400);
    expect(errors).toHaveLength(Array.isArray(body) || body === 'null' ? errors.length : 1);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify([errors, detail])).not.toMatch(/swordfish|me:pw/);
  });

  it('are refused with 409 that says who changed them when, where the caller names another version', async () => {
    const headers = { 'if-match': '"1"' };
    expect((await console.call('PUT', PATH, { body: settingsJson({ paused: true }), headers })).status).toBe(200);
    const problem = await console.problem('PUT', PATH, { body: settingsJson({ paused: false }), headers });
    const changedBy = hashOf(TOKENS.admin).slice(0, 12);
    const changedAt = expect.stringMatching(/^20.*Z$/);
    expect(problem).toMatchObject({ status: 409, version: 2, changedAt, changedBy });
    expect(problem.detail).toContain(changedBy);
    expect(problem.headers.get('etag')).toBe('"2"');
    // Also of settings that would change nothing, and of a version that is not there yet.
    for (const [paused, tag] of [
      [true, '"1"'],
      [false, 'W/"3"'],
    ] as const) {
      const options = { body: settingsJson({ paused }), headers: { 'if-match': tag } };
      expect((await console.problem('PUT', PATH, options)).status).toBe(409);
    }
    expect(await version()).toBe(2);
    const { body } = await console.call<{ items: unknown[] }>('GET', `${PATH}/audit`);
    expect(body.items).toHaveLength(1);
    expect((await console.problem('PUT', PATH, { body: settingsJson(), headers: { 'if-match': 'x' } })).errors).toEqual(
      [{ path: 'if-match', message: expect.any(String) }],
    );
    expect((await console.call('PUT', PATH, { body: settingsJson(), headers: { 'if-match': '*' } })).status).toBe(200);
  });

  it('remember who changed what', async () => {
    await console.call('PUT', PATH, { body: settingsJson({ paused: true }) });
    const { body } = await console.call<{ items: object[] }>('GET', `${PATH}/changes`, { token: TOKENS.viewer });
    expect(body.items[0]).toEqual({
      version: 2,
      by: hashOf(TOKENS.admin).slice(0, 12),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      keys: ['paused'],
    });
    const { name, lines } = await console.file('GET', `${PATH}/changes?format=csv`, { token: TOKENS.viewer });
    expect([name, lines[0]]).toEqual(['changes.csv', 'version,at,by,keys']);
    expect(lines[1]).toMatch(new RegExp(`^2,.*Z,${hashOf(TOKENS.admin).slice(0, 12)},paused$`));
    expect(lines[2]).toMatch(/^1,1970.*,test,categories .* tokens$/);
  });
});

describe('the list of districts', () => {
  it('has those that the token may see', async () => {
    const ids = async (token: string): Promise<unknown> => {
      const { body } = await console.call<{ items: { districtId: string }[] }>('GET', '/v1/districts', { token });
      return body.items.map(({ districtId }) => districtId);
    };
    expect(await ids(TOKENS.viewer)).toEqual(['lincoln']);
    expect(await ids(TOKENS.other)).toEqual(['jefferson']);
    expect(await ids(TOKENS.otus)).toEqual([]);
    expect((await console.problem('GET', '/v1/districts', { token: null })).status).toBe(401);
    expect((await console.problem('GET', '/v1/districts', { token: 'nonsense' })).status).toBe(401);
  });
});
