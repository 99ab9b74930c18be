import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { demoDefaults, isDemoSecret, isDemoToken } from './demo-defaults.ts';

const PREFIX = 'PASSBACK_DISTRICT_';
const ROOT = path.resolve(import.meta.dirname, '../..');
const named = (env: Record<string, string>): string[] => demoDefaults(env, PREFIX).map((error) => error.path);
const demoEnvironment = Object.fromEntries(
  readFileSync(path.join(ROOT, 'deploy/compose/demo/demo.env'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => line.split('=', 2)),
) as Record<string, string>;

describe('what everybody knows', () => {
  const good = randomBytes(32).toString('hex');

  it.each([
    ['all zeros', '0'.repeat(64)],
    ['one byte again and again', 'ab'.repeat(32)],
    ['a short pattern', '0123456789abcdef'.repeat(4)],
    ['counted up', Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('hex')],
    ['counted down, in base64', Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index)).toString('base64')],
    ['the key of the demo', demoEnvironment['SECRETS_KEY'] ?? ''],
    ['one of a list', `${good},${'0'.repeat(64)}`],
  ])('is a key of %s', (_what, key) => {
    expect(named({ SECRETS_KEY: key })).toEqual(['SECRETS_KEY']);
    expect(JSON.stringify(demoDefaults({ SECRETS_KEY: key }, PREFIX))).not.toContain(key);
  });

  it('is no key that came by chance', () => {
    const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => new Set(bytes).size > 24);
    fc.assert(
      fc.property(key, (bytes) => {
        const steps = new Set(bytes.map((byte, index) => byte - (bytes[index - 1] ?? 0)));
        fc.pre(steps.size > 3);
        return named({ SECRETS_KEY: Buffer.from(bytes).toString('base64') }).length === 0;
      }),
    );
    expect(named({ SECRETS_KEY: good })).toEqual([]);
    expect(named({})).toEqual([]);
  });

  it.each([
    ['LEDGER_URL', 'mongodb://root:example@mongo:27017/passback'],
    ['LEDGER_URL', 'mongodb+srv://passback:passback@cluster.example/passback'],
    ['LEDGER_URL', 'mongodb://someone:Pass%77ord@mongo/passback'],
    ['MESSAGING_URL', 'kafka://admin:admin@kafka:9092'],
    ['PASSBACK_DISTRICT_LINCOLN', 'demo-secret'],
  ])('is refused in %s=%s', (name, value) => {
    expect(named({ [name]: value })).toEqual([name]);
  });

  it.each([
    ['LEDGER_URL', 'mongodb://mongo:27017/passback'],
    ['LEDGER_URL', 'mongodb://passback:k3XjP0qa@mongo:27017/passback'],
    ['LEDGER_URL', 'sqlite:/data/admin:admin@x'],
    ['PASSBACK_DISTRICT_LINCOLN', 'a secret of its own'],
    ['ANOTHER', 'demo-secret'],
  ])('is not in %s=%s', (name, value) => {
    expect(named({ [name]: value })).toEqual([]);
  });

  it('is named all at once', () => {
    const env = { SECRETS_KEY: '0'.repeat(64), LEDGER_URL: 'mongodb://a:a@b/c', PASSBACK_DISTRICT_X: 'changeme' };
    expect(named(env)).toEqual(['SECRETS_KEY', 'LEDGER_URL', 'PASSBACK_DISTRICT_X']);
  });

  it('is all that the demo of Compose has', () => {
    const hash = createHash('sha256')
      .update(demoEnvironment['DEMO_TOKEN'] ?? '')
      .digest('hex');
    expect(isDemoToken(hash)).toBe(true);
    expect(isDemoToken(hash.toUpperCase())).toBe(true);
    expect(isDemoSecret(demoEnvironment['PASSBACK_DISTRICT_DEMO'] ?? '')).toBe(true);
    const [district] = JSON.parse(readFileSync(path.join(ROOT, 'deploy/compose/demo/districts.json'), 'utf8'));
    expect(district.tokens[0].sha256).toBe(hash);
    expect(district.powerschool.clientSecret).toBe('env:PASSBACK_DISTRICT_DEMO');
  });
});
