import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type DistrictSettings,
  fileMemory,
  isAsFileSays,
  type Ledger,
  openLedger,
  SECRET_SETTING,
} from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import { Secrets, systemClock } from '@passback/service-kit';
import { putDistrict } from '../testing/console.fixture.ts';
import { resealSecrets } from './reseal-secrets.ts';

const [OLD, NEW] = [randomBytes(32), randomBytes(32)] as const;
const [before, both, after] = [new Secrets(OLD, {}), new Secrets([NEW, OLD], {}), new Secrets(NEW, {})];

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-reseal-'));
  ledger = await openLedger({ url: `sqlite:${folder}/ledger.sqlite` });
  await putDistrict(ledger);
  for (const districtId of ['lincoln', 'jefferson', 'franklin']) {
    const { settings } = (await ledger.districts.get('lincoln'))!;
    const clientSecret =
      districtId === 'franklin'
        ? 'env:PASSBACK_DISTRICT_F'
        : before.seal(`secret of ${districtId}`, clientSecretOf(districtId));
    const given: DistrictSettings = { ...settings, districtId, powerschool: { ...settings.powerschool, clientSecret } };
    await ledger.districts.put(given, { by: 'file', at: 1, file: fileMemory(given) });
  }
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const records = () => ledger.districts.list();
const opened = async (secrets: Secrets, districtId: string) =>
  secrets.open((await ledger.districts.get(districtId))!.settings.powerschool.clientSecret, clientSecretOf(districtId));

describe('sealing anew', () => {
  it('lets the old key go, and changes nothing the second time', async () => {
    expect(await resealSecrets(ledger.districts, both, systemClock)).toEqual({
      resealed: ['jefferson', 'lincoln'],
      unopened: [],
    });
    expect(await opened(after, 'lincoln')).toBe('secret of lincoln');
    expect(await opened(after, 'jefferson')).toBe('secret of jefferson');
    for (const record of await records()) expect(isAsFileSays(record, SECRET_SETTING)).toBe(true);
    const stored = await records();
    expect(await resealSecrets(ledger.districts, both, systemClock)).toEqual({ resealed: [], unopened: [] });
    expect(await resealSecrets(ledger.districts, after, systemClock)).toEqual({ resealed: [], unopened: [] });
    expect(await records()).toEqual(stored);
    const [change] = await ledger.districts.changes('lincoln');
    expect(change).toMatchObject({ by: 'reseal', keys: [SECRET_SETTING] });
  });

  it('seals what the file said too, where a person’s secret stands against it', async () => {
    const { settings, file } = (await ledger.districts.get('lincoln'))!;
    const clientSecret = before.seal('a person’s', clientSecretOf('lincoln'));
    const powerschool = { ...settings.powerschool, clientSecret };
    await ledger.districts.put({ ...settings, powerschool }, { by: 'person', at: 2 });
    await resealSecrets(ledger.districts, both, systemClock);
    const record = (await ledger.districts.get('lincoln'))!;
    expect(after.open(record.settings.powerschool.clientSecret, clientSecretOf('lincoln'))).toBe('a person’s');
    expect(record.file?.said[SECRET_SETTING]).not.toBe(file?.said[SECRET_SETTING]);
    expect(after.open(record.file?.said[SECRET_SETTING] ?? '', clientSecretOf('lincoln'))).toBe('secret of lincoln');
  });

  it('takes into account what is changed meanwhile', async () => {
    let isFirst = true;
    const { put } = ledger.districts;
    const districts = {
      ...ledger.districts,
      put: async (...given: Parameters<typeof put>) => {
        const { settings } = (await ledger.districts.get('jefferson'))!;
        if (isFirst) await put.call(ledger.districts, { ...settings, paused: true }, { by: 'person', at: 2 });
        isFirst = false;
        return put.apply(ledger.districts, given);
      },
    };
    await resealSecrets(districts, both, systemClock);
    expect(await ledger.districts.get('jefferson')).toMatchObject({ version: 3, settings: { paused: true } });
    expect(await opened(after, 'jefferson')).toBe('secret of jefferson');
  });

  it('leaves and tells what none of the keys opens, also what was copied from another district', async () => {
    const [jefferson, lincoln] = [await ledger.districts.get('jefferson'), await ledger.districts.get('lincoln')];
    const { clientSecret } = jefferson!.settings.powerschool;
    const copied = { ...lincoln!.settings, powerschool: { ...lincoln!.settings.powerschool, clientSecret } };
    await ledger.districts.put(copied, { by: 'person', at: 2 });
    const outcome = await resealSecrets(ledger.districts, both, systemClock);
    expect(outcome).toEqual({ resealed: ['jefferson'], unopened: ['lincoln'] });
    expect((await ledger.districts.get('lincoln'))?.settings).toEqual(copied);
  });

  it('is a command: `npm run reseal`', async () => {
    await ledger.close();
    const run = (key: string) =>
      spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../reseal.ts')], {
        env: { PATH: process.env['PATH'], DATA_DIR: folder, LOG_LEVEL: 'silent', SECRETS_KEY: key },
        encoding: 'utf8',
      });
    const list = `${NEW.toString('hex')},${OLD.toString('hex')}`;
    expect(run(list)).toMatchObject({ status: 0, stdout: 'sealed anew: jefferson, lincoln\n', stderr: '' });
    expect(run(NEW.toString('hex'))).toMatchObject({ status: 0, stdout: 'sealed anew: none\n' });
    expect(run(randomBytes(32).toString('hex'))).toMatchObject({
      ...{ status: 1, stderr: 'not opened by any key, left as they are: jefferson, lincoln\n' },
    });
    ledger = await openLedger({ url: `sqlite:${folder}/ledger.sqlite` });
    expect(await opened(after, 'lincoln')).toBe('secret of lincoln');
    expect((await ledger.audit.list('lincoln', { limit: 10 })).items).toMatchObject([
      {
        ...{ command: 'settings', by: { token: 'reseal' }, outcome: { ok: true } },
        changes: [{ key: SECRET_SETTING, before: 'set', after: 'changed' }],
      },
    ]);
  });
});
