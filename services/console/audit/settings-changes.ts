import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AuditChange, AuditValue, DistrictSettings } from '@passback/ledger';
import { SHOWN_HASH_DIGITS } from '../shown-hash.ts';

/** Bytes of a value, as JSON, that is told as it is; of a larger one its length and digest, which is enough to see what changed when. */
const MAX_VALUE_BYTES = 8 * 1024;
/** A sealed secret, or a reference to one. */
const SECRET = /^(sealed:|env:)/;

/** What a change of settings changes, by key, with both values; of a secret only that it is another one. */
export function settingsChanges(before: DistrictSettings | null, after: DistrictSettings): AuditChange[] {
  const [old, current] = [before === null ? new Map<string, unknown>() : byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...current.keys()])].sort();
  return keys
    .filter((key) => !isDeepStrictEqual(plain(old.get(key)), plain(current.get(key))))
    .map((key) => ({ key, ...bothValues(old.get(key), current.get(key)) }));
}

/** Those of PowerSchool one by one. */
function byKey({ powerschool, ...settings }: DistrictSettings): Map<string, unknown> {
  const ofPowerSchool = Object.entries(powerschool).map(([key, value]): [string, unknown] => [
    `powerschool.${key}`,
    value,
  ]);
  return new Map([...Object.entries(settings), ...ofPowerSchool]);
}

/** As JSON would carry it, so that an undefined key is no difference. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function bothValues(before: unknown, after: unknown): Omit<AuditChange, 'key'> {
  if (!isSecret(before) && !isSecret(after)) return { before: shown(before), after: shown(after) };
  const wasSet = before !== undefined && before !== null;
  const isSet = after !== undefined && after !== null;
  return { before: wasSet ? 'set' : null, after: isSet ? (wasSet ? 'changed' : 'set') : null };
}

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && SECRET.test(value);
}

function shown(value: unknown): AuditValue {
  if (value === undefined) return null;
  const text = JSON.stringify(value, withoutSecrets);
  if (Buffer.byteLength(text) <= MAX_VALUE_BYTES) return JSON.parse(text) as AuditValue;
  const entries = Object.keys(value as object).length;
  return { entries, sha256: createHash('sha256').update(text).digest('hex') };
}

function shownAddress(address: unknown): string {
  return createHash('sha256').update(String(address)).digest('hex').slice(0, SHOWN_HASH_DIGITS);
}

/** For `JSON.stringify`: what a value holds within it. */
function withoutSecrets(key: string, value: unknown): unknown {
  if (key === 'sha256' && typeof value === 'string') return value.slice(0, SHOWN_HASH_DIGITS);
  // Addresses of people: who they are is in the settings, and here only whether they are others.
  if (key === 'admins' && Array.isArray(value)) return value.map(shownAddress);
  return isSecret(value) ? 'secret' : value;
}
