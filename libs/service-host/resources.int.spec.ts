import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '@passback/service-kit';
import { openResources } from './resources.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-host-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(env: Record<string, string>) {
  const all = { DATA_DIR: folder, LOG_LEVEL: 'silent', ...env };
  const { close, ...resources } = await openResources('spec', loadConfig({}, all), all);
  await close();
  return resources;
}

describe('the resources of a process', () => {
  it('know what the operator allows', async () => {
    const { operator } = await open({ POWERSCHOOL_ALLOWED_HOSTS: 'PS.local:4010, 10.0.0.7' });
    expect(operator).toEqual({ allowedHosts: new Set(['ps.local:4010', '10.0.0.7']), isDemo: false });
    expect((await open({})).operator?.allowedHosts.size).toBe(0);
  });

  it('are not opened with settings that are wrong or known to everybody: every one is named, none of the values', async () => {
    const wrong = {
      SECRETS_KEY: 'ab'.repeat(32),
      LEDGER_URL: 'mongodb://root:example@127.0.0.1:1/x',
      POWERSCHOOL_ALLOWED_HOSTS: 'http://ps.local',
    };
    const error = await open(wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    const { errors, message } = error as ConfigError;
    expect(errors.map((one) => one.path).sort()).toEqual(['LEDGER_URL', 'POWERSCHOOL_ALLOWED_HOSTS', 'SECRETS_KEY']);
    expect(message).not.toMatch(/abab|root:example/);
    await expect(open({ SECRETS_KEY: 'short' })).rejects.toThrow('SECRETS_KEY must be 32 bytes');
    await expect(open({ SECRET_ENV_PREFIX: 'a b' })).rejects.toThrow('SECRET_ENV_PREFIX');
  });

  it('of the demo take what everybody knows', async () => {
    const { operator } = await open({ PASSBACK_DEMO: 'true', SECRETS_KEY: 'ab'.repeat(32) });
    expect(operator?.isDemo).toBe(true);
  });

  it('refer to the environment by the prefix that the operator sets', async () => {
    const place = { districtId: 'lincoln', field: 'powerschool.clientSecret' };
    const env = { SECRETS_KEY: randomBytes(32).toString('hex'), SECRET_ENV_PREFIX: 'MY_', MY_SECRET: 'x' };
    const { secrets } = await open(env);
    expect(secrets.open('env:MY_SECRET', place, { isFromFile: true })).toBe('x');
    expect(secrets.referenceTrouble('env:PASSBACK_DISTRICT_X')).toContain('MY_');
  });
});
