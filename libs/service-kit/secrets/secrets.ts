import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SEALED = 'sealed:v1:';
const FROM_ENVIRONMENT = 'env:';

/** Seals secrets before they are stored and opens them in memory. AES-256-GCM with the key of the process. */
export class Secrets {
  readonly #key: Buffer;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(key: Buffer, env: Readonly<Record<string, string | undefined>>) {
    if (key.length !== 32) throw new Error('SECRETS_KEY must be 32 bytes, in hex or base64');
    this.#key = key;
    this.#env = env;
  }

  /** What may be stored: `env:NAME` and what is sealed already stay as they are. */
  seal(secret: string): string {
    if (secret.startsWith(FROM_ENVIRONMENT) || secret.startsWith(SEALED)) return secret;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return SEALED + sealed.toString('base64');
  }

  /** The secret in plain text, to be kept in memory only. Throws where the environment lacks it or the key is another. */
  open(stored: string): string {
    if (stored.startsWith(FROM_ENVIRONMENT)) {
      const name = stored.slice(FROM_ENVIRONMENT.length);
      const value = this.#env[name];
      if (value === undefined || value === '')
        throw new Error(`the environment variable ${name}, which holds a secret, is not set`);
      return value;
    }
    if (!stored.startsWith(SEALED)) throw new Error('the stored secret is not sealed');
    const sealed = Buffer.from(stored.slice(SEALED.length), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new Error('the stored secret was sealed with another SECRETS_KEY', { cause: error });
    }
  }

  /** Whether two stored forms hold the same secret; sealing the same secret twice gives different texts. */
  same(left: string, right: string): boolean {
    if (left === right) return true;
    if (!left.startsWith(SEALED) || !right.startsWith(SEALED)) return false;
    try {
      return this.open(left) === this.open(right);
    } catch {
      return false;
    }
  }
}

/** With `SECRETS_KEY` that key; else the one in `<dataDir>/secrets.key`, which is made at the first start, readable by its owner only. */
export function loadSecrets(dataDir: string, env: Readonly<Record<string, string | undefined>>): Secrets {
  const given = env['SECRETS_KEY'];
  if (given !== undefined && given !== '') return new Secrets(decodeKey(given), env);
  const file = path.join(dataDir, 'secrets.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new Secrets(decodeKey(readFileSync(file, 'utf8').trim()), env);
}

function decodeKey(text: string): Buffer {
  return /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
}
