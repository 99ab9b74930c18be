import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { boundLists } from './bounded-lists.ts';

/** Where a value is wrong, as `scores[3].points`, and what is wrong there. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Most errors that are named of one value; a file of nonsense must not answer with megabytes. */
const MAX_FIELD_ERRORS = 1_000;

const ajvOptions = {
  allErrors: true,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: true,
  strict: false,
  // Schemas are our own, and typed; to hold each against the schema of schemas is a tenth of the time that a service takes to start.
  validateSchema: false,
} as const;

/**
 * An Ajv that knows the formats (`date`, `date-time`, `uri` …) and names every error, up to the limit of each list. With
 * `removeAdditional` it takes out of what it checks what the schema does not name.
 */
export function createAjv(options: { coerceTypes?: boolean; removeAdditional?: 'all' } = {}): Ajv {
  const ajv = new Ajv({ ...ajvOptions, ...options });
  addFormats.default(ajv);
  return boundLists(ajv, MAX_FIELD_ERRORS);
}

/** `/scores/3/points` and a missing or unknown property → `scores[3].points`. */
function fieldPath(error: ErrorObject): string {
  const named =
    error.keyword === 'required'
      ? `/${String(error.params['missingProperty'])}`
      : error.keyword === 'additionalProperties'
        ? `/${String(error.params['additionalProperty'])}`
        : '';
  return `${error.instancePath}${named}`
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function fieldMessage(error: ErrorObject): string {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'additionalProperties') return 'is not a known field';
  if (error.keyword === 'enum') return `must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
  if (error.keyword === 'const') return `must be ${String(error.params['allowedValue'])}`;
  return error.message ?? 'is not valid';
}

/** Ajv's errors as fields and words, each field once, most telling first; the wrappers of unions are left out. */
export function fieldErrors(errors: readonly ErrorObject[] | null | undefined): FieldError[] {
  const byField = new Map<string, FieldError>();
  const unionOptions = new Map<string, string[]>();
  for (const error of errors ?? []) {
    const path = fieldPath(error);
    if (error.keyword === 'const') {
      const options = unionOptions.get(path) ?? [];
      options.push(String(error.params['allowedValue']));
      unionOptions.set(path, options);
      byField.set(path, { path, message: `must be one of ${options.join(', ')}` });
    } else if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf' && !byField.has(path)) {
      byField.set(path, { path, message: fieldMessage(error) });
    }
  }
  return [...byField.values()].slice(0, MAX_FIELD_ERRORS);
}

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FieldError[] };

/** Compiles a schema once; the returned function checks a value, fills in defaults, and names every wrong field. */
export function compileValidator<S extends TSchema>(
  schema: S,
  options: { coerceTypes?: boolean } = {},
): (value: unknown) => Validated<Static<S>> {
  const validate: ValidateFunction = createAjv(options).compile(schema);
  return (value) =>
    validate(value) ? { ok: true, value: value as Static<S> } : { ok: false, errors: fieldErrors(validate.errors) };
}
