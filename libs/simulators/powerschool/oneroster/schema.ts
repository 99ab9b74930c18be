import { isCalendarDate } from '../gradebook/dates.ts';
import { isObject, type JsonObject, jsonOf } from '../http/body.ts';
import type { Call } from '../http/call.ts';
import { invalidData } from './imsx.ts';
import {
  type FieldRule,
  type FieldType,
  type ObjectSchema,
  type SchemaName,
  SCHEMAS,
  WRAPPERS,
} from './specification.ts';

/** Date, time, and a zone or `Z`, as `2026-11-20T00:00:00.000Z`. */
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The object inside `{"lineItem":{…}}`, checked field by field; all that is wrong is named in one 422.
 * `strict` asks for all of the specification; else what known clients leave out, or send beside it, is passed over.
 */
export function readWrapped(call: Call, wrapper: 'lineItem' | 'result' | 'category', strict: boolean): JsonObject {
  const body = jsonOf(call);
  const object = isObject(body) ? body[wrapper] : undefined;
  if (!isObject(object)) throw invalidData(`The body must be an object with ${wrapper}.`);
  const problems = objectProblems(wrapper, object, strict);
  if (problems.length > 0) throw invalidData(`${problems.join('; ')}.`);
  if (object['sourcedId'] !== call.params['id']) throw invalidData(`${wrapper}.sourcedId is not the one of the path.`);
  return object;
}

/** What in a request's or an answer's body is not as OneRoster 1.1 specifies it; empty when all is. */
export function oneRosterProblems(body: unknown): string[] {
  const entries = isObject(body) ? Object.entries(body) : [];
  if (entries.length !== 1) return ['must be an object with one name in it'];
  return entries.flatMap(([wrapper, value]) => {
    const name = WRAPPERS[wrapper];
    if (name === undefined) return [`${wrapper} is not of OneRoster 1.1`];
    const objects: unknown[] = Array.isArray(value) ? value : [value];
    return objects.flatMap((object) => (isObject(object) ? objectProblems(name, object, true) : ['must be an object']));
  });
}

function objectProblems(name: SchemaName, object: JsonObject, strict: boolean): string[] {
  const schema: ObjectSchema = SCHEMAS[name];
  const wrong = Object.entries(schema).flatMap(([field, rule]) => {
    const problem = problemOf(object[field], rule, strict);
    return problem === null ? [] : [`${name}.${field} ${problem}`];
  });
  const unknown = strict ? Object.keys(object).filter((field) => !(field in schema)) : [];
  return [...wrong, ...unknown.map((field) => `${name}.${field} is not of the specification`)];
}

function problemOf(
  value: unknown,
  { type, required: isRequired, laxlyOptional }: FieldRule,
  strict: boolean,
): string | null {
  if (value === undefined || (value === null && !strict))
    return isRequired && (strict || laxlyOptional !== true) ? 'is required' : null;
  if (value === '' && isRequired) return 'must not be empty';
  return typeof type === 'string' ? plainProblem(value, type, strict) : composedProblem(value, type, strict);
}

function plainProblem(value: unknown, type: Extract<FieldType, string>, strict: boolean): string | null {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? null : 'must be a string';
    case 'number':
      return typeof value === 'number' ? null : 'must be a number';
    case 'date':
      if (typeof value === 'string' && isCalendarDate(strict ? value : value.slice(0, 10))) return null;
      return 'must be a date as YYYY-MM-DD';
    case 'dateTime':
      return typeof value === 'string' && isDateTime(value) ? null : 'must be a date with time and zone';
    case 'object':
      return isObject(value) ? null : 'must be an object';
  }
}

function composedProblem(value: unknown, type: Exclude<FieldType, string>, strict: boolean): string | null {
  if ('words' in type) {
    const isWord = typeof value === 'string' && (type.words.includes(value) || type.extension?.test(value) === true);
    return isWord ? null : `must be ${type.words.join(' or ')}`;
  }
  if ('reference' in type) return referenceProblem(value, type.reference, strict);
  if (!Array.isArray(value)) return 'must be a list of references';
  return value.map((each) => referenceProblem(each, type.references, strict)).find((each) => each !== null) ?? null;
}

function isDateTime(text: string): boolean {
  const [, date] = DATE_TIME.exec(text) ?? [];
  return date !== undefined && isCalendarDate(date) && !Number.isNaN(Date.parse(text));
}

function referenceProblem(value: unknown, type: string, strict: boolean): string | null {
  if (!isObject(value) || typeof value['sourcedId'] !== 'string') return 'must be a reference with a sourcedId';
  if (!strict) return null;
  if (typeof value['href'] !== 'string' || value['href'] === '') return 'must have an href';
  if (value['type'] !== type) return `must be of type ${type}`;
  return Object.keys(value).length === 3 ? null : 'must have href, sourcedId and type only';
}

/** The sourcedId of a reference that was checked. */
export function referred(object: JsonObject, name: string): string {
  const reference = object[name];
  return isObject(reference) ? String(reference['sourcedId']) : '';
}
