import { readFileSync, statSync } from 'node:fs';
import type { FieldError } from './validation.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are secrets, or hold one; each may stand in a file that `<name>_FILE` names. */
const SECRET_SETTINGS = [
  'SECRETS_KEY',
  'LEDGER_URL',
  'KAFKA_PASSWORD',
  'KAFKA_OAUTH_CLIENT_SECRET',
  'OIDC_CLIENT_SECRET',
  'SMTP_PASSWORD',
] as const;
/** Variables that the file of districts may refer to, unless the operator says otherwise. */
export const DEFAULT_SECRET_ENV_PREFIX = 'PASSBACK_DISTRICT_';
/** A list of keys, or the URL of a replica set; anything longer is another file. */
const MAX_FILE_BYTES = 64 * 1024;

/** The name of the setting that names a file for `setting`. */
export function fileSettingOf(setting: string): string {
  return `${setting}_FILE`;
}

/**
 * A secret as it is now: from the environment, or from its file, which is read each time, so that one that is replaced counts from then
 * on. Without the line break at its end. Undefined where neither is there. Throws for a file that cannot be read, is empty or too large; the message
 * names the setting and the file, and never what it holds.
 */
export function currentSecret(env: Environment, setting: string): string | undefined {
  const file = env[fileSettingOf(setting)];
  if (file === undefined || file === '') return env[setting];
  try {
    return readSecretFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be read';
    throw new Error(`${fileSettingOf(setting)} ${why}`, { cause: error });
  }
}

function readSecretFile(file: string): string {
  const text = readBounded(file).trim();
  if (text === '') throw new Error(`(${file}) is empty`);
  return text;
}

function readBounded(file: string): string {
  try {
    const about = statSync(file);
    // What has no end, as a device, would never be read.
    if (!about.isFile()) throw Object.assign(new Error('no file'), { code: 'it is no file' });
    if (about.size <= MAX_FILE_BYTES) return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`(${file}) cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`, {
      cause: error,
    });
  }
  throw new Error(`(${file}) has more than ${MAX_FILE_BYTES} bytes`);
}

/** The environment with the secrets that stand in files; errors for those that are given twice or cannot be read. */
export function withSecretFiles(env: Environment): {
  readonly env: Environment;
  readonly errors: readonly FieldError[];
} {
  const read: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const setting of SECRET_SETTINGS) {
    const path = fileSettingOf(setting);
    const file = env[path] ?? '';
    if (file === '') continue;
    if ((env[setting] ?? '') !== '') errors.push({ path, message: `must not be given beside ${setting}` });
    try {
      read[setting] = readSecretFile(file);
    } catch (error) {
      errors.push({ path, message: error instanceof Error ? error.message : 'cannot be read' });
    }
  }
  return { env: { ...env, ...read }, errors };
}
