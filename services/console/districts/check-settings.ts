import { isLocalDate } from '@passback/domain';
import type { FieldError, Validated } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { areWords, compileCheck, type GivenSettings, SettingsSchema, TYPE_LENGTH } from './settings-schema.ts';

/** Of a type that is too long, as it is named in an error. */
const SHOWN_TYPE_LENGTH = 50;

const schemaErrors = compileCheck(SettingsSchema);

/** Takes parsed JSON as settings, with defaults filled in, or names everything that is wrong with it. `value` is changed. */
export function checkSettings(value: unknown): Validated<GivenSettings> {
  const errors = [...schemaErrors(value), ...meaningErrors(value)];
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, CONSOLE_LIMITS.fieldErrors) };
  return { ok: true, value: value as GivenSettings };
}

/** What a schema cannot say. The value may be anything. */
function meaningErrors(value: unknown): FieldError[] {
  const { categories, gradingPeriods, tokens } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return [...categoryErrors(categories), ...periodErrors(gradingPeriods), ...tokenErrors(tokens)];
}

/** The types, which are keys: any word is one, also those that mean something in JavaScript. */
function categoryErrors(categories: unknown): FieldError[] {
  if (typeof categories !== 'object' || categories === null || Array.isArray(categories)) return [];
  return Object.keys(categories).flatMap((type) => {
    const path = `categories.${type.slice(0, SHOWN_TYPE_LENGTH)}`;
    if (type === '' || type.length > TYPE_LENGTH)
      return [{ path, message: `must be an assessment type of 1 to ${TYPE_LENGTH} characters` }];
    return areWords(type) ? [] : [{ path, message: 'must not have control characters or half a surrogate pair' }];
  });
}

function entriesOf(list: unknown): [number, Readonly<Record<string, unknown>>][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) =>
    typeof entry === 'object' && entry !== null ? [[index, entry as Readonly<Record<string, unknown>>]] : [],
  );
}

function periodErrors(periods: unknown): FieldError[] {
  return entriesOf(periods).flatMap(([index, { start, end }]) => {
    return isDate(start) && isDate(end) && end < start
      ? [{ path: `gradingPeriods[${index}].end`, message: 'is before the start' }]
      : [];
  });
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && isLocalDate(value);
}

function tokenErrors(tokens: unknown): FieldError[] {
  const seen = new Set<string>();
  return entriesOf(tokens).flatMap(([index, { sha256 }]) => {
    if (typeof sha256 !== 'string') return [];
    const hash = sha256.toLowerCase();
    const before = seen.size;
    return seen.add(hash).size > before ? [] : [{ path: `tokens[${index}].sha256`, message: 'is there twice' }];
  });
}
