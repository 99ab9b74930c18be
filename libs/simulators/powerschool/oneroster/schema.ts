import { isCalendarDate } from '../gradebook/dates.ts';
import { isObject, type JsonObject, jsonOf } from '../http/body.ts';
import type { Call } from '../http/call.ts';
import { invalidData } from './imsx.ts';

/** Date, time, and a zone or `Z`, as `2026-11-20T00:00:00.000Z`. */
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** What a field of the specification may hold. */
export type FieldType =
  'string' | 'number' | 'date' | 'dateTime' | 'status' | 'object' | { readonly reference: readonly string[] };

export interface FieldRule {
  readonly type: FieldType;
  readonly required: boolean;
  /** Required by the specification, yet left out by clients that are known to work. */
  readonly laxlyOptional?: boolean;
}

export type ObjectSchema = Readonly<Record<string, FieldRule>>;

const required = (type: FieldType): FieldRule => ({ type, required: true });
const optional = (type: FieldType): FieldRule => ({ type, required: false });
const official = (type: FieldType): FieldRule => ({ type, required: true, laxlyOptional: true });

const BASE: ObjectSchema = {
  sourcedId: required('string'),
  status: official('status'),
  dateLastModified: official('dateTime'),
  metadata: optional('object'),
};

/** OneRoster 1.1: what each object must and may have. */
export const SCHEMAS = {
  lineItem: {
    ...BASE,
    title: required('string'),
    description: optional('string'),
    assignDate: required('dateTime'),
    dueDate: required('dateTime'),
    class: required({ reference: ['class'] }),
    category: required({ reference: ['category'] }),
    gradingPeriod: official({ reference: ['gradingPeriod', 'academicSession', 'term'] }),
    resultValueMin: required('number'),
    resultValueMax: required('number'),
  },
  result: {
    ...BASE,
    lineItem: required({ reference: ['lineItem'] }),
    student: required({ reference: ['student', 'user'] }),
    score: required('number'),
    scoreStatus: required('string'),
    scoreDate: required('date'),
    comment: optional('string'),
  },
  category: { ...BASE, title: required('string') },
} satisfies Readonly<Record<string, ObjectSchema>>;

/**
 * The object inside `{"lineItem":{…}}`, checked field by field; all that is wrong is named in one 422.
 * `strict` also asks for what the specification requires and known clients leave out.
 */
export function readWrapped(call: Call, wrapper: keyof typeof SCHEMAS, strict: boolean): JsonObject {
  const body = jsonOf(call);
  const object = isObject(body) ? body[wrapper] : undefined;
  if (!isObject(object)) throw invalidData(`The body must be an object with ${wrapper}.`);
  const schema: ObjectSchema = SCHEMAS[wrapper];
  const problems = Object.entries(schema).flatMap(([name, rule]) => {
    const problem = problemOf(object[name], rule, strict);
    return problem === null ? [] : [`${wrapper}.${name} ${problem}`];
  });
  if (problems.length > 0) throw invalidData(`${problems.join('; ')}.`);
  if (object['sourcedId'] !== call.params['id']) throw invalidData(`${wrapper}.sourcedId is not the one of the path.`);
  return object;
}

function problemOf(
  value: unknown,
  { type, required: isRequired, laxlyOptional }: FieldRule,
  strict: boolean,
): string | null {
  if (value === undefined || value === null) {
    return isRequired && (strict || laxlyOptional !== true) ? 'is required' : null;
  }
  if (typeof type === 'object') return referenceProblem(value, type.reference, strict);
  switch (type) {
    case 'string':
      return typeof value === 'string' && value !== '' ? null : 'must be a string';
    case 'number':
      return typeof value === 'number' ? null : 'must be a number';
    case 'date':
      if (typeof value === 'string' && isCalendarDate(strict ? value : value.slice(0, 10))) return null;
      return 'must be a date as YYYY-MM-DD';
    case 'dateTime':
      return typeof value === 'string' && isDateTime(value) ? null : 'must be a date with time and zone';
    case 'status':
      return value === 'active' || value === 'tobedeleted' ? null : 'must be active or tobedeleted';
    case 'object':
      return isObject(value) ? null : 'must be an object';
  }
}

function isDateTime(text: string): boolean {
  const [, date] = DATE_TIME.exec(text) ?? [];
  return date !== undefined && isCalendarDate(date) && !Number.isNaN(Date.parse(text));
}

function referenceProblem(value: unknown, types: readonly string[], strict: boolean): string | null {
  if (!isObject(value) || typeof value['sourcedId'] !== 'string') return 'must be a reference with a sourcedId';
  if (!strict) return null;
  if (typeof value['href'] !== 'string' || value['href'] === '') return 'must have an href';
  return types.includes(String(value['type'])) ? null : `must be of type ${types.join(' or ')}`;
}

/** The sourcedId of a reference that was checked. */
export function referred(object: JsonObject, name: string): string {
  const reference = object[name];
  return isObject(reference) ? String(reference['sourcedId']) : '';
}
