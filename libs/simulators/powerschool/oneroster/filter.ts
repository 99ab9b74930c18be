import { isObject } from '../http/body.ts';
import { Refused } from '../http/call.ts';
import { statusInfo } from './imsx.ts';

interface Predicate {
  readonly path: readonly string[];
  readonly operator: string;
  readonly value: string;
}

/** `class.sourcedId='85001'`: a field, an operator, a value in single quotes. */
const PREDICATE = /^([\w.]+)(!=|>=|<=|=|>|<|~)'(.*)'$/;
/** Between two predicates; the specification allows one of them. */
const LOGICAL = /^(.+'|[^']+'[^']*') (AND|OR) (\w.+)$/;

/**
 * The objects that OneRoster's `filter` leaves, of a list as it is shown. 400 for a filter that is not understood or names
 * a field that none of them has: an empty answer would tell a client with a slip of the pen that nothing is there.
 */
export function filtered(objects: readonly object[], filter: string | null): object[] {
  if (filter === null || filter === '') return [...objects];
  const [, left, logical, right] = LOGICAL.exec(filter) ?? [];
  if (left === undefined || right === undefined) return keep(objects, predicateOf(filter));
  const first = new Set(keep(objects, predicateOf(left)));
  const second = new Set(keep(objects, predicateOf(right)));
  return objects.filter((object) =>
    logical === 'AND' ? first.has(object) && second.has(object) : first.has(object) || second.has(object),
  );
}

function keep(objects: readonly object[], predicate: Predicate): object[] {
  const { path } = predicate;
  if (objects.length > 0 && objects.every((object) => valueAt(object, path) === undefined)) {
    throw invalidFilter(path.join('.'));
  }
  return objects.filter((object) => holds(object, predicate));
}

function predicateOf(text: string): Predicate {
  const [, path, operator, value] = PREDICATE.exec(text.trim()) ?? [];
  if (path === undefined || operator === undefined || value === undefined) throw invalidFilter(text);
  return { path: path.split('.'), operator, value };
}

function holds(object: unknown, { path, operator, value }: Predicate): boolean {
  const actual = valueAt(object, path);
  if (actual === undefined) return false;
  if (operator === '~') return String(actual).includes(value);
  const order = typeof actual === 'number' ? actual - Number(value) : String(actual).localeCompare(value);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    default:
      return order <= 0;
  }
}

/** Undefined where the object has no such field. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
}

function invalidFilter(text: string): Refused {
  return new Refused({ status: 400, body: statusInfo('invalid_filter_field', `Invalid filter: ${text}`) });
}
