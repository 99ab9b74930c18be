import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadSecrets, Secrets } from './secrets.ts';

const KEY = randomBytes(32);
const secrets = new Secrets(KEY, { PASSBACK_DISTRICT_GIVEN: 'from outside', SECRETS_KEY: 'of the platform' });
const PLACE = { districtId: 'lincoln', field: 'powerschool.clientSecret' };
const FROM_FILE = { isFromFile: true };

/** As secrets were sealed before they were bound to a place. */
function sealedBefore(secret: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `sealed:v1:${sealed.toString('base64')}`;
}

describe('Secrets', () => {
  it('opens what it sealed, and the sealed text does not show it', () => {
    const sealed = secrets.seal('hunter2', PLACE);
    expect(sealed).not.toContain('hunter2');
    expect(secrets.open(sealed, PLACE)).toBe('hunter2');
  });

  it('leaves references and what is sealed already as they are', () => {
    expect(secrets.seal('env:PASSBACK_DISTRICT_GIVEN', PLACE)).toBe('env:PASSBACK_DISTRICT_GIVEN');
    const sealed = secrets.seal('x', PLACE);
    expect(secrets.seal(sealed, PLACE)).toBe(sealed);
    expect(secrets.open('env:PASSBACK_DISTRICT_GIVEN', PLACE, FROM_FILE)).toBe('from outside');
  });

  it('knows the same secret sealed twice', () => {
    expect(secrets.same(secrets.seal('x', PLACE), secrets.seal('x', PLACE), PLACE)).toBe(true);
    expect(secrets.same(sealedBefore('x', KEY), secrets.seal('x', PLACE), PLACE)).toBe(true);
    expect(secrets.same(secrets.seal('x', PLACE), secrets.seal('y', PLACE), PLACE)).toBe(false);
  });

  it('names the variable that is missing, and refuses another key, a changed text and plain text', () => {
    expect(() => secrets.open('env:PASSBACK_DISTRICT_ABSENT', PLACE, FROM_FILE)).toThrow('PASSBACK_DISTRICT_ABSENT');
    const sealed = secrets.seal('x', PLACE);
    expect(() => new Secrets(randomBytes(32), {}).open(sealed, PLACE)).toThrow('another SECRETS_KEY');
    const changed = `${sealed.slice(0, -6)}${sealed.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    expect(() => secrets.open(changed, PLACE)).toThrow('was changed');
    for (const short of ['sealed:v2:', 'sealed:v2::', 'sealed:v1:', 'sealed:v1:AAAA'])
      expect(() => secrets.open(short, PLACE)).toThrow('another SECRETS_KEY');
    expect(() => secrets.open(sealed.slice(0, -30), PLACE)).toThrow('was changed');
    expect(() => secrets.open('plain', PLACE)).toThrow('not sealed');
    expect(() => new Secrets(randomBytes(16), {})).toThrow('32 bytes');
    expect(() => new Secrets([KEY, randomBytes(16)], {})).toThrow('32 bytes');
    expect(() => new Secrets([], {})).toThrow('32 bytes');
  });

  it('makes a key at the first start that only its owner reads, and finds it again', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passback-secrets-'));
    const sealed = loadSecrets(folder, {}).seal('x', PLACE);
    expect(loadSecrets(folder, {}).open(sealed, PLACE)).toBe('x');
    expect(statSync(path.join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});

describe('a sealed secret', () => {
  const sealed = secrets.seal('hunter2', PLACE);

  it.each([
    ['of another district', { ...PLACE, districtId: 'jefferson' }],
    ['for another setting', { ...PLACE, field: 'webhook.secret' }],
    [
      'whose names only look alike when they are joined',
      { districtId: 'lincoln","powerschool', field: 'clientSecret' },
    ],
  ])('does not open in a place %s', (_where, place) => {
    expect(() => secrets.open(sealed, place)).toThrow('another district or setting');
    expect(secrets.same(sealed, secrets.seal('hunter2', place), place)).toBe(false);
  });

  it('says which key sealed it, and cannot be told to be of another', () => {
    const other = new Secrets(randomBytes(32), {});
    const [, , keyId] = sealed.split(':');
    const [, , otherId] = other.seal('x', PLACE).split(':');
    expect(keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(secrets.seal('another', PLACE).split(':')[2]).toBe(keyId);
    expect(otherId).not.toBe(keyId);
    expect(() => secrets.open(sealed.replace(keyId!, otherId!), PLACE)).toThrow('another SECRETS_KEY');
  });

  it('of before there were places and ids still opens', () => {
    expect(secrets.open(sealedBefore('hunter2', KEY), PLACE)).toBe('hunter2');
    expect(() => secrets.open(sealedBefore('hunter2', randomBytes(32)), PLACE)).toThrow('another SECRETS_KEY');
  });
});

describe('a list of keys', () => {
  const [old, current] = [randomBytes(32), randomBytes(32)] as const;
  const before = new Secrets(old, {});
  const both = loadSecrets('unused', { SECRETS_KEY: `${current.toString('hex')}, ${old.toString('base64')}` });
  const after = new Secrets(current, {});

  it('seals with its first and opens with all', () => {
    expect(both.open(before.seal('x', PLACE), PLACE)).toBe('x');
    expect(both.open(sealedBefore('x', old), PLACE)).toBe('x');
    expect(after.open(both.seal('x', PLACE), PLACE)).toBe('x');
  });

  it('seals anew what is not under its first key or bound to no place, and only that', () => {
    for (const stored of [before.seal('x', PLACE), sealedBefore('x', old), sealedBefore('x', current)]) {
      const resealed = both.reseal(stored, PLACE);
      expect(after.open(resealed, PLACE)).toBe('x');
      expect(both.reseal(resealed, PLACE)).toBe(resealed);
    }
    expect(both.reseal('env:PASSBACK_DISTRICT_X', PLACE)).toBe('env:PASSBACK_DISTRICT_X');
    expect(() => after.reseal(before.seal('x', PLACE), PLACE)).toThrow('another SECRETS_KEY');
  });
});

describe('a reference to the environment', () => {
  it('counts only where the operator’s file put it', () => {
    expect(() => secrets.open('env:PASSBACK_DISTRICT_GIVEN', PLACE)).toThrow('DISTRICTS_FILE');
  });

  it.each(['SECRETS_KEY', 'PATH', 'PASSBACK_GIVEN', 'passback_district_given', ''])('to %s is refused', (name) => {
    expect(secrets.referenceTrouble(`env:${name}`)).toContain('PASSBACK_DISTRICT_');
    expect(() => secrets.open(`env:${name}`, PLACE, FROM_FILE)).toThrow('begins with PASSBACK_DISTRICT_');
  });

  it('may have a prefix that the operator sets, and never is the key of the platform', () => {
    const own = new Secrets(KEY, { SECRETS_KEY: 'the key', SECRETS_OF_LINCOLN: 'x' }, 'SECRETS_');
    expect(own.referenceTrouble('env:SECRETS_OF_LINCOLN')).toBeNull();
    expect(own.open('env:SECRETS_OF_LINCOLN', PLACE, FROM_FILE)).toBe('x');
    expect(() => own.open('env:SECRETS_KEY', PLACE, FROM_FILE)).toThrow('SECRET_ENV_PREFIX');
    expect(own.referenceTrouble('plain')).toBeNull();
  });
});
