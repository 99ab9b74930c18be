import { createHash } from 'node:crypto';
import { decodeKeys, type Environment, type FieldError } from '@passback/service-kit';

/** Fewer different bytes than that among 32 do not come by chance (once in 10^16): all zeros, one byte again and again, a short pattern. */
const LEAST_DIFFERENT_BYTES = 16;
/** The fingerprint of the key that `deploy/compose/demo` has. */
const EXAMPLE_KEYS: ReadonlySet<string> = new Set(['3f3ae0a6860f785a8f0ce1836a02dee0ab309ab242bc22a2ca9f3d68351b30b6']);
/** What the demo's PowerSchool takes, and what stands in the place of a secret in examples. */
const DEMO_SECRETS: ReadonlySet<string> = new Set(['demo-secret', 'changeme', 'change-me', '…']);
const DEMO_TOKENS = ['demo-token', 'changeme', 'change-me'];
const DEMO_TOKEN_HASHES: ReadonlySet<string> = new Set(DEMO_TOKENS.map((token) => hashOf(token)));
/** What servers and their examples come with. */
const DEFAULT_PASSWORDS: ReadonlySet<string> = new Set([
  ...['admin', 'password', 'passw0rd', 'root', 'secret', 'example', 'mongo', 'mongodb', 'kafka', 'guest', 'test'],
  ...['demo', 'changeme', 'change-me', 'passback', '123456', '12345678'],
]);

/** Whether everybody knows this token, of which the hash is given. */
export function isDemoToken(sha256: string): boolean {
  return DEMO_TOKEN_HASHES.has(sha256.toLowerCase());
}

/** Whether everybody knows this secret of a PowerSchool. */
export function isDemoSecret(secret: string): boolean {
  return DEMO_SECRETS.has(secret);
}

/**
 * Values in the environment that everybody knows, by the settings' names: an example key, a demo secret, a default password. They are for the
 * demo alone; the values are not repeated.
 */
export function demoDefaults(env: Environment, secretPrefix: string): FieldError[] {
  const errors: FieldError[] = [];
  const keys = env['SECRETS_KEY'] ?? '';
  if (keys !== '' && decodeKeys(keys).some(isExampleKey))
    errors.push({ path: 'SECRETS_KEY', message: 'is an example key; make your own: openssl rand -hex 32' });
  for (const name of ['LEDGER_URL', 'MESSAGING_URL'])
    if (hasDefaultPassword(env[name] ?? '')) errors.push({ path: name, message: 'has a default password' });
  for (const [name, value] of Object.entries(env))
    if (name.startsWith(secretPrefix) && isDemoSecret(value ?? ''))
      errors.push({ path: name, message: 'is the secret of the demo' });
  return errors;
}

function isExampleKey(key: Buffer): boolean {
  return new Set(key).size < LEAST_DIFFERENT_BYTES || hasOneStep(key) || EXAMPLE_KEYS.has(hashOf(key));
}

/** 00 01 02 … and the like. */
function hasOneStep(key: Buffer): boolean {
  const step = ((key[1] ?? 0) - (key[0] ?? 0)) & 0xff;
  return key.every((byte, index) => index === 0 || ((byte - (key[index - 1] ?? 0)) & 0xff) === step);
}

/** `mongodb://user:password@host`; a password that is the user's name is one that nobody chose. */
function hasDefaultPassword(url: string): boolean {
  // User and password between the scheme and the last @ before the hosts.
  const [, user = '', password = ''] = /^[a-z0-9+]+:\/\/([^:@/]*):([^@/]*)@/i.exec(url) ?? [];
  if (password === '') return false;
  const plain = decoded(password);
  return DEFAULT_PASSWORDS.has(plain.toLowerCase()) || plain === decoded(user);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hashOf(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}
