import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAsFileSays, type Ledger, openLedger } from '@passback/ledger';
import { clientSecretOf, districtConnection } from '@passback/service-host';
import { createLogger, Secrets, systemClock } from '@passback/service-kit';
import { checkSettings } from './check-settings.ts';
import { checkStored } from './check-stored.ts';
import { importDistricts } from '../testing/import-districts.fixture.ts';
import { differencesFromFile } from './merge-with-file.ts';
import { refusalsToPeople } from './refusals.ts';
import { storeSettings } from './store-settings.ts';
import { DISTRICT, hashOf, powerschoolJson, SECRET, settingsJson } from '../testing/settings.fixture.ts';

const OPERATOR = { allowedHosts: new Set<string>(), isDemo: false };
const KEY = Buffer.from('0123456789abcdefghijklmnopqrstuv');
const secrets = new Secrets(KEY, { PASSBACK_DISTRICT_LINCOLN: 'from outside', SECRETS_KEY: 'x' });

let folder: string;
let ledger: Ledger;
let logged: Record<string, unknown>[];
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-console-'));
  ledger = await openLedger({ url: 'sqlite::memory:' });
  logged = [];
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

type Json = Record<string, unknown>;

/** A start with this file. */
async function start(changes: Json = {}, powerschool: Json = {}): Promise<void> {
  const file = path.join(folder, 'districts.json');
  const { powerschool: _powerschool, ...given } = settingsJson(changes);
  writeFileSync(file, JSON.stringify([{ ...given, powerschool: powerschoolJson(powerschool) }]));
  const logger = {
    ...createLogger('console', 'silent'),
    warn: (fields: Json) => void logged.push(fields),
  } as unknown as ReturnType<typeof createLogger>;
  const stores = { ledger, secrets, clock: systemClock, operator: OPERATOR, logger };
  await importDistricts(file, stores);
  await checkStored(stores);
}

/** A change in the console, as an administrator of the district makes it. */
async function change(changes: Json, powerschool: Json = {}): Promise<void> {
  const { settings } = (await ledger.districts.get(DISTRICT))!;
  const { clientSecret: _secret, ...held } = settings.powerschool;
  const checked = checkSettings({ ...settings, ...changes, powerschool: { ...held, ...powerschool } });
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  const given = checked.value;
  const stored = await storeSettings(
    { districts: ledger.districts, secrets },
    {
      ...{ districtId: DISTRICT, given, by: 'a1b2c3d4e5f6', at: 1 },
      refusals: (now) => refusalsToPeople(given, now, OPERATOR),
    },
  );
  if (!stored.ok) throw new Error(JSON.stringify(stored.errors));
}

async function district() {
  return (await ledger.districts.get(DISTRICT))!;
}
const settings = async () => (await district()).settings;
const differences = async () => differencesFromFile(await district(), secrets);
const secret = async () => secrets.open((await settings()).powerschool.clientSecret, clientSecretOf(DISTRICT));

describe('a change that a person made', () => {
  it('stands when the platform starts again with the same file, and is told', async () => {
    await start();
    await change({ paused: true });
    const { version } = await district();
    await start();
    await start();
    expect(await district()).toMatchObject({ version, changedBy: 'a1b2c3d4e5f6', settings: { paused: true } });
    expect(await differences()).toEqual(['paused']);
    expect(logged).toEqual([
      { district: DISTRICT, keys: ['paused'] },
      { district: DISTRICT, keys: ['paused'] },
    ]);
  });

  it('stands beside what the operator changed in the file meanwhile', async () => {
    await start();
    await change({ paused: true, categories: { Quiz: 'Short Tests' } }, { concurrency: 2 });
    await start({ nightlyRunAt: '02:30', name: 'Lincoln' }, { timeoutMs: 20_000 });
    expect(await settings()).toMatchObject({
      ...{ paused: true, nightlyRunAt: '02:30', name: 'Lincoln', categories: { Quiz: 'Short Tests' } },
      powerschool: { concurrency: 2, timeoutMs: 20_000 },
    });
    expect(await differences()).toEqual(['categories', 'paused', 'powerschool.concurrency']);
    expect(await secret()).toBe(SECRET);
  });

  it('stands also where the file changed the same, for good', async () => {
    await start();
    await change({ nightlyRunAt: '03:00' });
    await start({ nightlyRunAt: '04:00' });
    await start({ nightlyRunAt: '04:00' });
    expect(await settings()).toMatchObject({ nightlyRunAt: '03:00' });
    expect(await differences()).toEqual(['nightlyRunAt']);
  });

  it('is over when it is taken back, or when the file says the same', async () => {
    await start();
    await change({ paused: true, nightlyRunAt: '03:00' });
    await change({ paused: false });
    await start({ nightlyRunAt: '03:00' });
    expect(await differences()).toEqual([]);
    await start({ nightlyRunAt: '05:00', paused: true });
    expect(await settings()).toMatchObject({ nightlyRunAt: '05:00', paused: true });
  });

  it('ends when the file overrules it, once: what a person changes after that stands again', async () => {
    await start();
    await change({ paused: true, nightlyRunAt: '03:00' });
    await start({ overrule: ['paused'] });
    expect(await settings()).toMatchObject({ paused: false, nightlyRunAt: '03:00' });
    await change({ paused: true });
    await start({ overrule: ['paused'] });
    expect(await settings()).toMatchObject({ paused: true });
    await start({ paused: false, pastDueAsZero: true, overrule: ['paused', 'pastDueAsZero'] });
    expect(await settings()).toMatchObject({ paused: true, pastDueAsZero: true });
    await start();
    await start({ overrule: ['paused'] });
    expect(await settings()).toMatchObject({ paused: false });
  });

  it('of the tokens stands; those that the file never named are nobody’s, and the file’s when it names them', async () => {
    await start({ tokens: undefined });
    await start({ tokens: [{ sha256: hashOf('one'), roles: ['admin'] }] });
    expect((await settings()).tokens).toEqual([{ sha256: hashOf('one'), roles: ['admin'] }]);
    await change({ tokens: [{ sha256: hashOf('two'), roles: ['admin'] }] });
    await start({ tokens: [] });
    expect((await settings()).tokens).toEqual([{ sha256: hashOf('two'), roles: ['admin'] }]);
    await start({ tokens: [], overrule: ['tokens'] });
    expect((await settings()).tokens).toEqual([]);
  });

  it.each([
    [{ overrule: 'paused' }, 'overrule must be an array'],
    [{ overrule: ['pause', 'powerschool.baseUrl'] }, 'overrule[0] must be one of categories, effectiveDate'],
  ])('is overruled by a list of known keys only: %j', async (given, words) => {
    await expect(start(given)).rejects.toThrow(words);
  });
});

describe('the connection to PowerSchool', () => {
  const ELSEWHERE = { baseUrl: 'https://ps.example.org', clientId: 'own', clientSecret: 'of the district' };

  it('is taken from the file or from a person as a whole: a secret of the file never goes to an address of a person’s', async () => {
    await start();
    await change({}, ELSEWHERE);
    await start({}, { clientSecret: 'new secret of the file', connector: 'oneroster' });
    expect((await settings()).powerschool).toMatchObject({
      ...ELSEWHERE,
      connector: 'xte',
      clientSecret: expect.anything(),
    });
    expect(await secret()).toBe('of the district');
    expect(await differences()).toEqual([
      'powerschool.baseUrl',
      'powerschool.clientId',
      'powerschool.clientSecret',
      'powerschool.connector',
    ]);
    await start({ overrule: ['powerschool.clientId'] }, { clientSecret: 'new secret of the file' });
    expect((await settings()).powerschool).toMatchObject({ baseUrl: 'http://127.0.0.1:4010', clientId: 'client' });
    expect(await secret()).toBe('new secret of the file');
    expect(await differences()).toEqual([]);
  });

  it('has its secret’s stored text as long as the file says the same secret', async () => {
    await start();
    const { clientSecret } = (await settings()).powerschool;
    await start({ name: 'Lincoln' });
    expect((await settings()).powerschool.clientSecret).toBe(clientSecret);
    await start({ name: 'Lincoln' }, { clientSecret: 'another' });
    expect(await secret()).toBe('another');
  });

  it('needs its secret in the file too when the file moves it', async () => {
    await start();
    await expect(start({}, { clientId: 'new', clientSecret: undefined })).rejects.toThrow(
      '[0].powerschool.clientSecret is needed again, since powerschool.clientId changed',
    );
  });

  it('at an address of the file is the operator’s word, and at one of a person’s is not', async () => {
    await start();
    expect(districtConnection(await district(), secrets)).toMatchObject({
      isAddressTrusted: true,
      clientSecret: SECRET,
    });
    await change({}, ELSEWHERE);
    const own = districtConnection(await district(), secrets);
    expect(own).toMatchObject({ isAddressTrusted: false, clientSecret: 'of the district' });
  });
});

describe('a reference to the environment', () => {
  const REFERENCE = { clientSecret: 'env:PASSBACK_DISTRICT_LINCOLN' };

  it('of the file opens where the file put it', async () => {
    await start({}, REFERENCE);
    expect(districtConnection(await district(), secrets).clientSecret).toBe('from outside');
    await change({ paused: true });
    await start({}, REFERENCE);
    expect(districtConnection(await district(), secrets).clientSecret).toBe('from outside');
  });

  it.each(['SECRETS_KEY', 'PATH', 'LINCOLN_SECRET'])('to %s is refused in the file as well', async (name) => {
    await expect(start({}, { clientSecret: `env:${name}` })).rejects.toThrow(
      '[0].powerschool.clientSecret must name a variable that begins with PASSBACK_DISTRICT_ (SECRET_ENV_PREFIX)',
    );
    expect(await ledger.districts.list()).toEqual([]);
  });

  it('that anybody else stored does not open, and is refused at the start with the district’s name', async () => {
    await start();
    const { version, settings: held, ...record } = await district();
    const powerschool = { ...held.powerschool, ...REFERENCE, baseUrl: 'https://mine.example' };
    await ledger.districts.put({ ...held, powerschool }, { by: 'a1b2c3d4e5f6', at: 2, expectedVersion: version });
    expect(record.file).toBeDefined();
    expect(() => districtConnection({ ...record, settings: { ...held, powerschool } }, secrets)).toThrow(
      'DISTRICTS_FILE',
    );
    const check = checkStored({ ledger, secrets, operator: OPERATOR });
    await expect(check).rejects.toThrow(/lincoln: powerschool\.clientSecret is a reference .*Name the district in/s);
  });

  it('that anybody else stored goes when the file names the district', async () => {
    await start();
    const { settings: held } = await district();
    const powerschool = { ...held.powerschool, clientSecret: 'env:SECRETS_KEY', baseUrl: 'https://mine.example' };
    await ledger.districts.put({ ...held, powerschool }, { by: 'a1b2c3d4e5f6', at: 2 });
    await start();
    expect((await settings()).powerschool).toMatchObject({ baseUrl: 'http://127.0.0.1:4010' });
    expect(await secret()).toBe(SECRET);
  });

  it('of the file does not open once the address is not the file’s', async () => {
    await start({}, REFERENCE);
    const record = await district();
    const powerschool = { ...record.settings.powerschool, baseUrl: 'https://mine.example' };
    expect(() => districtConnection({ ...record, settings: { ...record.settings, powerschool } }, secrets)).toThrow(
      'DISTRICTS_FILE',
    );
  });
});

describe('a ledger of before the file was remembered', () => {
  /** What an earlier release stored: the file's, then a person's change. */
  async function before(changes: Json, by = 'a1b2c3d4e5f6'): Promise<void> {
    await start();
    const { settings: held } = await district();
    const old = await openLedger({ url: 'sqlite::memory:' });
    await old.districts.put(held, { by: 'file', at: 1 });
    if (Object.keys(changes).length > 0) await old.districts.put({ ...held, ...changes }, { by, at: 2 });
    await ledger.close();
    ledger = old;
    expect((await district()).file).toBeUndefined();
  }

  it('keeps what a person changed last by the log of changes, and takes the rest from the file', async () => {
    await before({ paused: true });
    await start({ nightlyRunAt: '02:00' });
    expect(await settings()).toMatchObject({ paused: true, nightlyRunAt: '02:00' });
    expect(await differences()).toEqual(['paused']);
    expect(isAsFileSays(await district(), 'powerschool.baseUrl')).toBe(true);
  });

  it('takes from the file what the file changed last', async () => {
    await before({ paused: true }, 'file');
    await start();
    expect(await settings()).toMatchObject({ paused: false });
  });
});

describe('what everybody knows from the demo', () => {
  it.each<[string, Json, Json]>([
    ['tokens[0].sha256', { tokens: [{ sha256: hashOf('demo-token'), roles: ['admin'] }] }, {}],
    ['powerschool.clientSecret', {}, { clientSecret: 'demo-secret' }],
  ])('is refused in the file: %s', async (where, changes, powerschool) => {
    await expect(start(changes, powerschool)).rejects.toThrow(`[0].${where} is`);
    expect(await ledger.districts.list()).toEqual([]);
  });

  it('is refused at the start where it is stored from an earlier demo', async () => {
    await start();
    const { settings: held } = await district();
    const stores = { ledger, secrets, operator: OPERATOR };
    await ledger.districts.put(
      { ...held, tokens: [{ sha256: hashOf('demo-token'), roles: ['admin'] }] },
      { by: 'file', at: 2 },
    );
    await expect(checkStored(stores)).rejects.toThrow('lincoln: a token is one that everybody knows');
    const clientSecret = secrets.seal('demo-secret', clientSecretOf(DISTRICT));
    await ledger.districts.put({ ...held, powerschool: { ...held.powerschool, clientSecret } }, { by: 'file', at: 3 });
    await expect(checkStored(stores)).rejects.toThrow('lincoln: powerschool.clientSecret is one that everybody knows');
    await checkStored({ ...stores, operator: { ...OPERATOR, isDemo: true } });
  });
});
