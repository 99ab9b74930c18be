import { isObject, type JsonObject } from '../http/body.ts';
import { badRequest } from './errors.ts';

/**
 * Reads the fields of a body with the types that PowerSchool's documents give them. A wrong type is a 400: the real one
 * may be laxer, but a client that depends on that has a mistake in it.
 */
export class Fields {
  readonly #object: JsonObject;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (!isObject(value)) throw badRequest(path, 'must be an object');
    this.#object = value;
    this.#path = path;
  }

  has(key: string): boolean {
    return this.#object[key] !== undefined;
  }

  text(key: string): string {
    const value = this.#object[key];
    if (typeof value !== 'string') throw this.#wrong(key, 'must be a string');
    return value;
  }

  textOr<T>(key: string, otherwise: T): string | T {
    const value = this.#object[key];
    return value === undefined || value === null ? otherwise : this.text(key);
  }

  number(key: string): number {
    const value = this.#object[key];
    if (typeof value !== 'number') throw this.#wrong(key, 'must be a number');
    return value;
  }

  numberOr<T>(key: string, otherwise: T): number | T {
    const value = this.#object[key];
    return value === undefined || value === null ? otherwise : this.number(key);
  }

  id(key: string): number {
    const value = this.number(key);
    if (!Number.isSafeInteger(value) || value <= 0) throw this.#wrong(key, 'must be an id');
    return value;
  }

  flagOr<T>(key: string, otherwise: T): boolean | T {
    const value = this.#object[key];
    if (value === undefined || value === null) return otherwise;
    if (typeof value !== 'boolean') throw this.#wrong(key, 'must be a boolean');
    return value;
  }

  object(key: string): Fields {
    return new Fields(this.#object[key], this.#at(key));
  }

  /** The objects of a list; an absent one counts as empty. */
  list(key: string): Fields[] {
    const value = this.#object[key] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(key, 'must be an array');
    return value.map((each: unknown, at) => new Fields(each, `${this.#at(key)}[${at}]`));
  }

  #wrong(key: string, message: string): Error {
    return badRequest(this.#at(key), message);
  }

  #at(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }
}
