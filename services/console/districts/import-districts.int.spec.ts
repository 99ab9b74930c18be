import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ledger, LedgerError, openLedger } from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import { createLogger, systemClock } from '@passback/service-kit';
import { createConsoleApp } from '../app.ts';
import { secrets } from '../testing/console.fixture.ts';
import { powerschoolJson, settingsJson } from '../testing/settings.fixture.ts';
import { importDistricts } from '../testing/import-districts.fixture.ts';
import { DistrictsFileError } from './districts-file.ts';

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-console-'));
  ledger = await openLedger({ url: 'sqlite::memory:' });
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

function fileOf(content: unknown): string {
  const file = path.join(folder, 'districts.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const stores = () => ({ ledger, secrets, clock: systemClock });

async function errorOf(content: unknown): Promise<DistrictsFileError> {
  const error: unknown = await importDistricts(fileOf(content), stores()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DistrictsFileError);
  return error as DistrictsFileError;
}

describe('the file of districts', () => {
  it('creates, updates, and changes nothing the second time', async () => {
    const districts = [settingsJson(), settingsJson({ districtId: 'jefferson', tokens: undefined })];
    await importDistricts(fileOf(districts), stores());
    await importDistricts(fileOf(districts), stores());
    const versions = async () =>
      (await ledger.districts.list()).map(({ settings, version }) => [settings.districtId, version]);
    expect((await versions()).sort()).toEqual([
      ['jefferson', 1],
      ['lincoln', 1],
    ]);
    const { clientSecret: _secret, ...powerschool } = powerschoolJson();
    await importDistricts(fileOf([settingsJson({ paused: true, powerschool })]), stores());
    const lincoln = await ledger.districts.get('lincoln');
    expect(lincoln).toMatchObject({ version: 2, changedBy: 'file', settings: { paused: true } });
    expect(secrets.open(lincoln?.settings.powerschool.clientSecret ?? '', clientSecretOf('lincoln'))).toBe(
      'the-secret-of-lincoln',
    );
    expect((await ledger.districts.get('jefferson'))?.settings.tokens).toEqual([]);
    const { items } = await ledger.audit.list('lincoln', { limit: 10 });
    expect(items.map(({ command, by, changes }) => [command, by.token, changes.length])).toEqual([
      ['settings', 'file', 1],
      ['settings', 'file', 18],
    ]);
    expect(items[0]?.changes).toEqual([{ key: 'paused', before: false, after: true }]);
  });

  it('names what is wrong in all of its districts, and nothing is stored', async () => {
    const wrong = [
      settingsJson(),
      settingsJson({ districtId: undefined, nightlyRunAt: '1:00' }),
      settingsJson({ districtId: 'with space', powerschool: powerschoolJson({ baseUrl: 'nowhere' }) }),
      settingsJson(),
      7,
    ];
    const { errors, message } = await errorOf(wrong);
    expect(errors.map(({ path: where }) => where).sort()).toEqual([
      '[1].districtId',
      '[1].nightlyRunAt',
      '[2].districtId',
      '[2].powerschool.baseUrl',
      '[3].districtId',
      '[4]',
    ]);
    expect(message).toContain('[2].powerschool.baseUrl must be an http or https URL');
    expect(await ledger.districts.list()).toEqual([]);
  });

  it('needs a secret of a district that has none yet, before any is stored', async () => {
    const { clientSecret: _secret, ...powerschool } = powerschoolJson();
    const { errors } = await errorOf([settingsJson(), settingsJson({ districtId: 'jefferson', powerschool })]);
    expect(errors).toEqual([{ path: '[1].powerschool.clientSecret', message: 'is missing' }]);
    expect(await ledger.districts.list()).toEqual([]);
  });

  it.each([
    ['is no JSON', '[{"clientSecret": "swordfish",'],
    ['is no array', { districtId: 'x' }],
  ])('that %s is refused without quoting it', async (_what, content) => {
    const { message } = await errorOf(content);
    expect(message).toContain('districts.json');
    expect(message).not.toContain('swordfish');
  });

  it('that is not there is refused', async () => {
    await expect(importDistricts(path.join(folder, 'none.json'), stores())).rejects.toThrow('cannot be read (ENOENT)');
  });
});

describe('at the start of the process', () => {
  const start = (file: string, used: Ledger) => {
    const settings = {
      CONSOLE_PORT: 0,
      AUDIT_RETENTION_DAYS: 400,
      ...{ ATTEMPT_RETENTION_DAYS: 90, RUN_RETENTION_DAYS: 400, TERM_RETENTION_DAYS: 400 },
      CONSOLE_HOST: '127.0.0.1',
      TRUSTED_PROXIES: '',
      ...{ PLUGIN_NAME: 'Passback', PLUGIN_VERSION: '1', PLUGIN_PUBLISHER: 'Lincoln', PLUGIN_EMAIL: 'it@lincoln.test' },
      RULES_ADDRESS: '127.0.0.1:1',
      DELIVERY_ADDRESS: '127.0.0.1:1',
      DISTRICTS_FILE: file,
    };
    const resources = { ledger: used, secrets, clock: systemClock, logger: createLogger('console', 'silent') };
    return createConsoleApp(settings, resources);
  };

  it('a file that is wrong ends it', async () => {
    const app = start(fileOf([settingsJson({ name: 7 })]), ledger);
    await expect(app.start()).rejects.toThrow('[0].name');
    await app.stop();
  });

  it('a ledger that is away is waited for, and readiness says so', async () => {
    let isAway = true;
    const away = {
      ...ledger,
      check: () => ledger.check(),
      districts: {
        get: (id) => ledger.districts.get(id),
        put: (...given) => ledger.districts.put(...given),
        changes: (id) => ledger.districts.changes(id),
        markEvaluated: (...given) => ledger.districts.markEvaluated(...given),
        list: () =>
          isAway ? Promise.reject(new LedgerError('UNAVAILABLE', 'the ledger is away')) : ledger.districts.list(),
      },
    } satisfies Partial<Ledger> as Ledger;
    const app = start(fileOf([settingsJson()]), away);
    await app.start();
    const readiness = async () =>
      (await fetch(`${app.url}/readyz`)).json() as Promise<{ ready: boolean; checks: object }>;
    expect(await readiness()).toMatchObject({
      ready: false,
      checks: { districtsFile: 'failed' },
    });
    isAway = false;
    const deadline = Date.now() + 10_000;
    while (!(await readiness()).ready && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await readiness()).toMatchObject({ ready: true });
    expect(await ledger.districts.get('lincoln')).toMatchObject({ version: 1 });
    await app.stop();
  });
});
