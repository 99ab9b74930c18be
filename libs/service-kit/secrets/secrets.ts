import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { currentSecret, DEFAULT_SECRET_ENV_PREFIX } from '../config/secret-files.ts';

/** What is sealed since keys have ids: `sealed:v2:<key id>:<nonce, text and tag>`. It opens only where it was sealed for. */
const SEALED = 'sealed:v2:';
/** As it was sealed before: with any of the keys, and for no place. */
const SEALED_ANYWHERE = 'sealed:v1:';
const FROM_ENVIRONMENT = 'env:';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Where a secret belongs: sealed text that is copied elsewhere does not open there. */
export interface SecretPlace {
  readonly districtId: string;
  /** As `powerschool.clientSecret`. */
  readonly field: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Seals secrets before they are stored and opens them in memory. AES-256-GCM: the first key seals, all of them open, so that a key can be
 * replaced while the old one still opens what it sealed.
 */
export class Secrets {
  readonly #source: () => readonly Buffer[];
  #keys: ReadonlyMap<string, Buffer>;
  #keyId: string;
  readonly #env: Environment;
  readonly #prefix: string;

  /** `keys`: as a function, it is asked whenever something is sealed or opened, and what it throws leaves the keys as they were. */
  constructor(
    keys: Buffer | readonly Buffer[] | (() => readonly Buffer[]),
    env: Environment,
    prefix: string = DEFAULT_SECRET_ENV_PREFIX,
  ) {
    this.#source = typeof keys === 'function' ? keys : () => (Buffer.isBuffer(keys) ? [keys] : keys);
    const list = checked(this.#source());
    this.#keys = byId(list);
    this.#keyId = keyIdOf(list[0]);
    this.#env = env;
    this.#prefix = prefix;
  }

  /** What may be stored in this place: `env:NAME` and what is sealed already stay as they are. */
  seal(secret: string, place: SecretPlace): string {
    this.#readKeys();
    if (isReference(secret) || isSealed(secret)) return secret;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.#keyId), nonce);
    cipher.setAAD(boundTo(place, this.#keyId));
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${SEALED}${this.#keyId}:${sealed.toString('base64')}`;
  }

  /**
   * The secret in plain text, to be kept in memory only. `isFromFile`: the operator's file put it there, so that it may be a reference to
   * the environment. Throws where the environment lacks it, the key is another, or it was sealed for another place.
   */
  open(stored: string, place: SecretPlace, { isFromFile = false }: { isFromFile?: boolean } = {}): string {
    if (isReference(stored)) return this.#fromEnvironment(stored.slice(FROM_ENVIRONMENT.length), isFromFile);
    this.#readKeys();
    if (stored.startsWith(SEALED_ANYWHERE)) return this.#openWithAny(stored.slice(SEALED_ANYWHERE.length));
    if (!stored.startsWith(SEALED)) throw new Error('the stored secret is not sealed');
    const [keyId = '', text = ''] = stored.slice(SEALED.length).split(':');
    const opened = decipher(this.#key(keyId), text, boundTo(place, keyId));
    if (opened === null) throw new Error('the stored secret was changed, or sealed for another district or setting');
    return opened;
  }

  /** Whether two stored forms hold the same secret; sealing the same secret twice gives different texts. */
  same(left: string, right: string, place: SecretPlace): boolean {
    if (left === right) return true;
    if (!isSealed(left) || !isSealed(right)) return false;
    try {
      return this.open(left, place) === this.open(right, place);
    } catch {
      return false;
    }
  }

  /** The stored form under the first key; the text itself where that is so already, or where it is a reference. Throws as `open`. */
  reseal(stored: string, place: SecretPlace): string {
    this.#readKeys();
    if (isReference(stored) || stored.startsWith(`${SEALED}${this.#keyId}:`)) return stored;
    return this.seal(this.open(stored, place), place);
  }

  /** What is wrong with a reference to the environment, as words behind its key; null where nothing is, or where it is none. */
  referenceTrouble(stored: string): string | null {
    if (!isReference(stored)) return null;
    return this.#nameTrouble(stored.slice(FROM_ENVIRONMENT.length));
  }

  #fromEnvironment(name: string, isFromFile: boolean): string {
    if (!isFromFile) throw new Error('a reference to the environment counts only where DISTRICTS_FILE put it');
    const trouble = this.#nameTrouble(name);
    if (trouble !== null) throw new Error(`the reference to the environment variable ${name} ${trouble}`);
    const value = currentSecret(this.#env, name);
    if (value === undefined || value === '')
      throw new Error(`the environment variable ${name}, which holds a secret, is not set`);
    return value;
  }

  #readKeys(): void {
    try {
      const list = checked(this.#source());
      this.#keys = byId(list);
      this.#keyId = keyIdOf(list[0]);
    } catch {
      // Between two writes of the file, or gone: what was good before still is.
    }
  }

  #nameTrouble(name: string): string | null {
    // Whatever the prefix is: these are the platform's own.
    const isOwn = name === 'SECRETS_KEY' || !name.startsWith(this.#prefix);
    return isOwn ? `must name a variable that begins with ${this.#prefix} (SECRET_ENV_PREFIX)` : null;
  }

  #openWithAny(text: string): string {
    for (const key of this.#keys.values()) {
      const opened = decipher(key, text, null);
      if (opened !== null) return opened;
    }
    throw sealedWithAnother();
  }

  #key(keyId: string): Buffer {
    const key = this.#keys.get(keyId);
    if (key === undefined) throw sealedWithAnother();
    return key;
  }
}

/** `env:NAME`: the secret stands in the environment of each process. */
export function isReference(stored: string): boolean {
  return stored.startsWith(FROM_ENVIRONMENT);
}

function isSealed(stored: string): boolean {
  return stored.startsWith(SEALED) || stored.startsWith(SEALED_ANYWHERE);
}

function checked(keys: readonly Buffer[]): readonly [Buffer, ...Buffer[]] {
  const [first, ...others] = keys;
  if (first === undefined || keys.some((key) => key.length !== KEY_BYTES))
    throw new Error('must be 32 bytes, in hex or base64; of a list, with commas between, each');
  return [first, ...others];
}

function byId(keys: readonly Buffer[]): ReadonlyMap<string, Buffer> {
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

function sealedWithAnother(): Error {
  return new Error('the stored secret was sealed with another SECRETS_KEY');
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('passback: id of a key').update(key).digest('hex').slice(0, 8);
}

function boundTo({ districtId, field }: SecretPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['passback', keyId, districtId, field]), 'utf8');
}

function decipher(key: Buffer, text: string, bound: Buffer | null): string | null {
  const sealed = Buffer.from(text, 'base64');
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  if (bound !== null) opening.setAAD(bound);
  opening.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const text = opening.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, opening.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * With `SECRETS_KEY`, or the file of `SECRETS_KEY_FILE`, those keys (a list with commas between: the first seals, all open); else the one in `<dataDir>/secrets.key`, which is
 * made at the first start, readable by its owner only.
 */
export function loadSecrets(dataDir: string, env: Environment, prefix?: string): Secrets {
  const given = (): readonly Buffer[] => decodeKeys(currentSecret(env, 'SECRETS_KEY') ?? '');
  if ((currentSecret(env, 'SECRETS_KEY') ?? '') !== '') return new Secrets(given, env, prefix);
  const file = path.join(dataDir, 'secrets.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new Secrets(decodeKeys(readFileSync(file, 'utf8')), env, prefix);
}

/** The keys of a list; none is checked. */
export function decodeKeys(text: string): Buffer[] {
  return text.split(',').map((part) => {
    const key = part.trim();
    return /^[0-9a-fA-F]{64}$/.test(key) ? Buffer.from(key, 'hex') : Buffer.from(key, 'base64');
  });
}
