import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets } from '../secrets/secrets.ts';
import { ConfigError, loadConfig } from './config.ts';
import { currentSecret } from './secret-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const PLACE = { districtId: 'lincoln', field: 'powerschool.clientSecret' };
const OLD = '0123456789abcdef'.repeat(4);
const NEW = 'fedcba9876543210'.repeat(4);

describe('a secret in a file', () => {
  it('counts as if it stood in the environment, without the line break at its end', () => {
    const file = written('url', 'mongodb://user:p@mongo:27017/passback\n');
    expect(loadConfig({}, { LEDGER_URL_FILE: file }).LEDGER_URL).toBe('mongodb://user:p@mongo:27017/passback');
  });

  it('is read again each time', () => {
    const env = { KAFKA_PASSWORD_FILE: written('password', 'first') };
    expect(currentSecret(env, 'KAFKA_PASSWORD')).toBe('first');
    written('password', 'second');
    expect(currentSecret(env, 'KAFKA_PASSWORD')).toBe('second');
    expect(currentSecret({ KAFKA_PASSWORD: 'third' }, 'KAFKA_PASSWORD')).toBe('third');
  });

  it.each<[string, () => Record<string, string>, string]>([
    [
      'is not there',
      () => ({ SECRETS_KEY_FILE: path.join(folder, 'gone') }),
      'SECRETS_KEY_FILE (%/gone) cannot be read: ENOENT',
    ],
    ['is empty', () => ({ SECRETS_KEY_FILE: written('empty', ' \n') }), 'SECRETS_KEY_FILE (%/empty) is empty'],
    [
      'is too large',
      () => ({ SECRETS_KEY_FILE: written('large', 'x'.repeat(70_000)) }),
      'SECRETS_KEY_FILE (%/large) has more than',
    ],
    [
      'is given beside the secret itself',
      () => ({ SECRETS_KEY: OLD, SECRETS_KEY_FILE: written('key', NEW) }),
      'SECRETS_KEY_FILE must not be given beside SECRETS_KEY',
    ],
    [
      'holds what is no such setting',
      () => ({ LEDGER_URL_FILE: written('url', 'redis://secret-host') }),
      'LEDGER_URL ',
    ],
  ])('that %s is named, and never what it holds', (_what, env, message) => {
    const attempt = (): unknown => loadConfig({}, env());
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message.replace('%', folder));
    expect(attempt).not.toThrow('secret-host');
  });

  it('that holds keys may be replaced while the process runs: the first seals, all open', () => {
    const env = { SECRETS_KEY_FILE: written('key', OLD) };
    const secrets = loadSecrets(folder, env);
    const sealed = secrets.seal('s3cret', PLACE);
    written('key', `${NEW},${OLD}`);
    expect(secrets.open(sealed, PLACE)).toBe('s3cret');
    const anew = secrets.reseal(sealed, PLACE);
    expect(anew).not.toBe(sealed);
    written('key', NEW);
    expect(secrets.open(anew, PLACE)).toBe('s3cret');
    expect(() => secrets.open(sealed, PLACE)).toThrow('sealed with another SECRETS_KEY');
    written('key', `${NEW},${'00112233445566778899aabbccddeeff'.repeat(2)}`);
    expect(() => secrets.open(sealed, PLACE)).toThrow('sealed with another SECRETS_KEY');
    written('key', `${NEW},${OLD}`);
    expect(secrets.open(sealed, PLACE)).toBe('s3cret');
    written('key', 'half a k');
    expect(secrets.open(anew, PLACE)).toBe('s3cret');
  });

  it('may be that of a district, which the file of districts refers to', () => {
    const secrets = loadSecrets(folder, { PASSBACK_DISTRICT_LINCOLN_FILE: written('lincoln', 'one') });
    const read = (): string => secrets.open('env:PASSBACK_DISTRICT_LINCOLN', PLACE, { isFromFile: true });
    expect(read()).toBe('one');
    written('lincoln', 'two');
    expect(read()).toBe('two');
    rmSync(path.join(folder, 'lincoln'));
    expect(read).toThrow(`PASSBACK_DISTRICT_LINCOLN_FILE (${path.join(folder, 'lincoln')}) cannot be read`);
  });
});
