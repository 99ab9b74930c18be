import { SisError } from '../port/gradebook.ts';
import { weightOf } from './weight.ts';

/** A school has some ten terms a year and a section under 100 students; categories of a whole district are some thousands. */
export const MAX_PAGES = 200;
/** The longest list there is, the categories of a district: 4,000 teachers with ten each, and some to spare. */
export const MAX_LIST_ENTRIES = 50_000;
/** Such an entry takes about half a kilobyte. One district's list must not take the memory of all others. */
export const MAX_LIST_BYTES = 32 * 1024 * 1024;

/** Gathers the entries of a list that comes in pages, each once, and never more than there is room for. */
export class PagedList<T> {
  readonly #what: string;
  readonly #idOf: (entry: T) => string;
  readonly #found = new Map<string, T>();
  #pages = 0;
  #bytes = 0;

  /** `what` is named where the list is too long, as `GET /ws/v1/…`. */
  constructor(what: string, idOf: (entry: T) => string) {
    this.#what = what;
    this.#idOf = idOf;
  }

  get entries(): T[] {
    return [...this.#found.values()];
  }

  /**
   * Takes a page in. False when it brought nothing new: the list is at its end, or repeats itself. Throws `SisError` `transient` where the
   * list has grown too long; what was gathered is of no use then.
   */
  add(page: readonly T[]): boolean {
    const before = this.#found.size;
    for (const entry of page) {
      const id = this.#idOf(entry);
      if (this.#found.has(id)) continue;
      this.#bytes += weightOf(id, MAX_LIST_BYTES) + weightOf(entry, MAX_LIST_BYTES);
      if (this.#bytes > MAX_LIST_BYTES) throw this.#tooLong(`${MAX_LIST_BYTES / 1024 / 1024} MiB`);
      if (this.#found.size === MAX_LIST_ENTRIES) throw this.#tooLong(`${MAX_LIST_ENTRIES} entries`);
      this.#found.set(id, entry);
    }
    if (this.#found.size === before) return false;
    this.#pages += 1;
    if (this.#pages > MAX_PAGES) throw this.#tooLong(`${MAX_PAGES} pages`);
    return true;
  }

  #tooLong(limit: string): SisError {
    const message = `${this.#what}: the list does not end within ${limit}`;
    return new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, message);
  }
}

/**
 * All entries of a list that comes in pages. The end is a page with nothing in it, one that brings nothing new (a server that ignores the
 * page number), or one shorter than `fullSize`, the size that the server is known to give; null where that is not known, as a short
 * page may then be the administrator's limit. Throws `SisError` `transient` for a list without an end, as `PagedList` does.
 */
export async function allPages<T>(
  fullSize: number | null,
  read: (page: number) => Promise<readonly T[]>,
  idOf: (entry: T) => string,
  what = 'a list in pages',
): Promise<T[]> {
  const list = new PagedList(what, idOf);
  for (let page = 1; ; page++) {
    const entries = await read(page);
    const isNew = list.add(entries);
    if (!isNew || (fullSize !== null && entries.length < fullSize)) return list.entries;
  }
}
