import { SisError } from '../port/gradebook.ts';

/** A school has some ten terms a year and a section under 100 students; categories of a whole district are some thousands. */
export const MAX_PAGES = 200;

/**
 * All entries of a list that comes in pages. The end is a page with nothing in it, one that brings nothing new (a server that ignores the
 * page number), or one shorter than `fullSize`, the size that the server is known to give; null where that is not known, as a short
 * page may then be the administrator's limit. Throws `SisError` `transient` where the list does not end within `MAX_PAGES`.
 */
export async function allPages<T>(
  fullSize: number | null,
  read: (page: number) => Promise<readonly T[]>,
  idOf: (entry: T) => string,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const entries = await read(page);
    const before = found.size;
    for (const entry of entries) found.set(idOf(entry), entry);
    const isLast = fullSize !== null && entries.length < fullSize;
    if (isLast || found.size === before) return [...found.values()];
  }
  throw new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, `a list of more than ${MAX_PAGES} pages`);
}
