import { type JsonObject, objectOf, objectsOf } from './values.ts';

/**
 * The entries of a `/ws/v1` list. It comes wrapped twice, `{"terms":{"term":[…]}}`, or with the list bare at either level; a list of one
 * may be a bare object, and an empty one an empty wrapper. Null for anything else, which the caller has to refuse.
 */
export function wrappedList(json: unknown, outer: string, inner: string): JsonObject[] | null {
  if (Array.isArray(json)) return objectsOf(json);
  const object = objectOf(json);
  if (object === null) return null;
  if (outer in object) return innerList(object[outer], inner);
  return inner in object ? objectsOf(object[inner]) : null;
}

function innerList(value: unknown, inner: string): JsonObject[] | null {
  if (value === null || value === '') return [];
  if (Array.isArray(value)) return objectsOf(value);
  const object = objectOf(value);
  if (object === null) return null;
  if (inner in object) return object[inner] === null || object[inner] === '' ? [] : objectsOf(object[inner]);
  return Object.keys(object).length === 0 ? [] : null;
}
