import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLIENT, temporaryFolder, TOKEN } from '../testing/districts.fixture.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_LIMIT_MS = 60_000;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('refused');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts with one district of one's own, which is changed; gives how it ends. */
function start(env: Record<string, string>, district: { token?: string; clientSecret?: string } = {}) {
  const { token = TOKEN, clientSecret = CLIENT.clientSecret } = district;
  const file = path.join(folder, 'districts.json');
  const powerschool = { connector: 'xte', baseUrl: 'http://127.0.0.1:9', ...CLIENT, clientSecret };
  const tokens = [{ sha256: createHash('sha256').update(token).digest('hex'), roles: ['admin'] }];
  writeFileSync(
    file,
    JSON.stringify([{ districtId: 'lincoln', name: 'Lincoln', timeZone: 'UTC', powerschool, tokens }]),
  );
  return spawnSync(process.execPath, ['tools/local-stack/main.ts'], {
    cwd: ROOT,
    env: {
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      ...{ PATH: process.env['PATH'], DATA_DIR: path.join(folder, 'data'), DISTRICTS_FILE: file },
      ...{ INGESTION_PORT: '0', CONSOLE_PORT: '0', LOG_LEVEL: 'silent', ...env },
    },
    encoding: 'utf8',
    timeout: START_LIMIT_MS,
  });
}

describe('a start with districts of one’s own', () => {
  it.each<[string, Record<string, string>, Parameters<typeof start>[1], string]>([
    ['a key of zeros', { SECRETS_KEY: '0'.repeat(64) }, {}, 'SECRETS_KEY is an example key'],
    ['a default password', { LEDGER_URL: 'mongodb://root:example@h/p' }, {}, 'LEDGER_URL has a default password'],
    [
      'the demo’s secret in the environment',
      { PASSBACK_DISTRICT_LINCOLN: 'demo-secret' },
      { clientSecret: 'env:PASSBACK_DISTRICT_LINCOLN' },
      'PASSBACK_DISTRICT_LINCOLN is the secret of the demo',
    ],
    ['the demo’s token', {}, { token: 'demo-token' }, '[0].tokens[0].sha256 is of a token that everybody knows'],
    [
      'the demo’s secret',
      {},
      { clientSecret: 'demo-secret' },
      '[0].powerschool.clientSecret is a secret that everybody',
    ],
    [
      'a reference to the platform’s own variables',
      {},
      { clientSecret: 'env:SECRETS_KEY' },
      '[0].powerschool.clientSecret must name a variable that begins with PASSBACK_DISTRICT_',
    ],
  ])('is refused with %s, by the setting’s name', (_what, env, district, words) => {
    const { status, signal, stderr } = start(env, district);
    expect(stderr).toContain(words);
    expect([status, signal]).toEqual([1, null]);
  });
});
