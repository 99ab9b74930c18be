import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadSecrets, Secrets } from './secrets.ts';

const secrets = new Secrets(randomBytes(32), { GIVEN: 'from outside' });

describe('Secrets', () => {
  it('opens what it sealed, and the sealed text does not show it', () => {
    const sealed = secrets.seal('hunter2');
    expect(sealed).not.toContain('hunter2');
    expect(secrets.open(sealed)).toBe('hunter2');
  });

  it('leaves references and what is sealed already as they are', () => {
    expect(secrets.seal('env:GIVEN')).toBe('env:GIVEN');
    const sealed = secrets.seal('x');
    expect(secrets.seal(sealed)).toBe(sealed);
    expect(secrets.open('env:GIVEN')).toBe('from outside');
  });

  it('knows the same secret sealed twice', () => {
    expect(secrets.same(secrets.seal('x'), secrets.seal('x'))).toBe(true);
    expect(secrets.same(secrets.seal('x'), secrets.seal('y'))).toBe(false);
  });

  it('names the variable that is missing, and refuses another key, a changed text and plain text', () => {
    expect(() => secrets.open('env:ABSENT')).toThrow('ABSENT');
    expect(() => new Secrets(randomBytes(32), {}).open(secrets.seal('x'))).toThrow('another SECRETS_KEY');
    expect(() => secrets.open('plain')).toThrow('not sealed');
    expect(() => new Secrets(randomBytes(16), {})).toThrow('32 bytes');
  });

  it('makes a key at the first start that only its owner reads, and finds it again', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passback-secrets-'));
    try {
      const sealed = loadSecrets(folder, {}).seal('x');
      expect(loadSecrets(folder, {}).open(sealed)).toBe('x');
      expect(statSync(path.join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
