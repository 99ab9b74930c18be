import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileMemory } from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import { type RunningConsole, secrets, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf, powerschoolJson, SECRET, settingsJson, TOKENS } from '../testing/settings.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const ALLOWED = ['powerschool-simulator:4010', '10.1.2.3'];

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole({}, { operator: { allowedHosts: new Set(ALLOWED), isDemo: false } });
});
afterEach(() => console.stop());

const put = (powerschool: Record<string, unknown>) =>
  console.problem('PUT', PATH, { body: settingsJson({ powerschool: powerschoolJson(powerschool) }) });
const stored = async () => (await console.ledger.districts.get(DISTRICT))!;

async function refused(powerschool: Record<string, unknown>, field: string, words: string): Promise<void> {
  const { status, errors } = await put(powerschool);
  expect(status).toBe(400);
  expect(errors).toEqual([{ path: `powerschool.${field}`, message: expect.stringContaining(words) }]);
  expect(await stored()).toMatchObject({ version: 1, settings: { powerschool: { clientId: 'client' } } });
}

describe('an administrator of a district', () => {
  it.each(['env:SECRETS_KEY', 'env:PATH', 'env:PASSBACK_DISTRICT_LINCOLN'])(
    'cannot refer to the environment: %s',
    (clientSecret) => refused({ clientSecret }, 'clientSecret', 'counts in DISTRICTS_FILE alone'),
  );

  it.each([
    ['baseUrl', 'https://mine.example'],
    ['clientId', 'another'],
    ['connector', 'oneroster'],
  ])('cannot have the held secret sent elsewhere: a changed %s needs it anew', async (key, value) => {
    await refused({ [key]: value, clientSecret: undefined }, 'clientSecret', `since powerschool.${key} changed`);
    const body = settingsJson({ powerschool: powerschoolJson({ [key]: value, clientSecret: 'mine' }) });
    expect((await console.call('PUT', PATH, { body })).status).toBe(200);
    expect(secrets.open((await stored()).settings.powerschool.clientSecret, clientSecretOf(DISTRICT))).toBe('mine');
  });

  it.each([
    'http://powerschool.example.org',
    'http://127.0.0.1:4011',
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://0x7f000001/',
    'https://017700000001',
    'https://localhost:4010',
    'https://localhost.',
    'https://10.0.0.5',
    'https://172.16.9.9',
    'https://192.168.1.1',
    'https://169.254.169.254/latest',
    'https://metadata.google.internal',
    'https://0.0.0.0',
    'https://100.64.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[fe80::1]',
    'https://[fd00::1]',
    'https://[64:ff9b::10.0.0.1]',
    'http://powerschool-simulator:4011',
  ])('cannot have %s asked', (baseUrl) => refused({ baseUrl }, 'baseUrl', 'is not allowed: '));

  it.each(['https://ps.example.org', 'https://8.8.8.8', 'http://powerschool-simulator:4010', 'http://10.1.2.3:99/ps'])(
    'can have %s asked, which is public, or allowed by the operator',
    async (baseUrl) => {
      const body = settingsJson({ powerschool: powerschoolJson({ baseUrl }) });
      expect((await console.call('PUT', PATH, { body })).status).toBe(200);
    },
  );

  it('can change other settings while PowerSchool is where the operator put it', async () => {
    const { status } = await console.call('PUT', PATH, { body: settingsJson({ paused: true }) });
    expect(status).toBe(200);
  });

  it('cannot set what everybody knows from the demo', async () => {
    await refused({ clientSecret: 'demo-secret' }, 'clientSecret', 'everybody knows');
    const tokens = [{ sha256: hashOf('demo-token'), roles: ['admin'] }];
    const { status, errors } = await console.problem('PUT', PATH, { body: settingsJson({ tokens }) });
    expect([status, errors[0]?.path]).toEqual([400, 'tokens[0].sha256']);
  });

  it('is told everything that is refused at once', async () => {
    const body = settingsJson({
      districtId: 'jefferson',
      powerschool: powerschoolJson({ baseUrl: 'http://[::1]', clientSecret: 'env:PATH' }),
    });
    const { errors } = await console.problem('PUT', PATH, { body });
    expect(errors.map(({ path }) => path)).toEqual(['districtId', 'powerschool.clientSecret', 'powerschool.baseUrl']);
    expect(JSON.stringify(errors)).not.toContain(SECRET);
  });

  it('may put back the address that the file gave, wherever it is', async () => {
    const { settings } = await stored();
    await console.ledger.districts.put(settings, { by: 'file', at: 1, file: fileMemory(settings) });
    const elsewhere = settingsJson({ powerschool: powerschoolJson({ baseUrl: 'https://ps.example.org' }) });
    const { body } = await console.call<{ differsFromFile?: string[] }>('PUT', PATH, { body: elsewhere });
    expect(body.differsFromFile).toEqual(['powerschool.baseUrl']);
    const back = await console.call<{ differsFromFile?: string[] }>('PUT', PATH, { body: settingsJson() });
    expect(back.status).toBe(200);
    expect(back.body.differsFromFile).toBeUndefined();
  });
});

describe('what stands against the file, and a staff list that was refused', () => {
  it('are shown to those who read, and taken back as they came', async () => {
    const { settings } = await stored();
    await console.ledger.districts.put(settings, {
      by: 'file',
      at: 1,
      file: fileMemory({ ...settings, paused: true }),
    });
    await console.ledger.staff.put({ districtId: DISTRICT, revision: 3, staff: [] });
    await console.ledger.staff.refuse(DISTRICT, { revision: 4, people: 0, heldPeople: 9, at: 0 });
    const { body } = await console.call<object>('GET', PATH, { token: TOKENS.viewer });
    expect(body).toMatchObject({
      differsFromFile: ['paused'],
      staffRefused: { revision: 4, people: 0, heldPeople: 9, at: '1970-01-01T00:00:00.000Z' },
    });
    const answer = await console.call('PUT', PATH, { body });
    // The token that puts it back was used meanwhile, which shows.
    expect([answer.status, answer.body]).toEqual([200, { ...body, tokens: expect.any(Array) }]);
  });
});

describe('the list of districts', () => {
  it('takes one look at the grants and at its own districts, however many others there are', async () => {
    const { districts } = console.ledger;
    const { settings } = await stored();
    for (let number = 0; number < 30; number += 1)
      await districts.put({ ...settings, districtId: `other-${number}`, tokens: [] }, { by: 'test', at: 0 });
    const calls = { list: 0, get: 0 };
    const { list, get } = districts;
    Object.assign(districts, {
      list: () => ((calls.list += 1), list.call(districts)),
      get: (id: string) => ((calls.get += 1), get.call(districts, id)),
    });
    const { body } = await console.call<{ items: object[] }>('GET', '/v1/districts', { token: TOKENS.viewer });
    expect(body.items).toHaveLength(1);
    expect(calls.get).toBe(1);
    expect(calls.list).toBeLessThanOrEqual(2);
  });
});
