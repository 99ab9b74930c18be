/** Of another shape of what is kept, the name is another. */
const PREFIX = 'kept1:';
const OWNER = `${PREFIX}owner`;

/**
 * What was found stays over a reload of this tab: ids and counts alone, nothing that names somebody, and no points. It goes with who found
 * it: `keepFor` is told of whoever is there.
 */
export function keep(key: readonly string[], value: unknown): void {
  const name = nameOf(key);
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // It is too much for the browser, or the browser keeps nothing: then it is gone with the reload.
    sessionStorage.removeItem(name);
  }
}

/** What was kept; undefined where nothing was. */
export function kept<T>(key: readonly string[]): T | undefined {
  const text = sessionStorage.getItem(nameOf(key));
  return text === null ? undefined : (JSON.parse(text) as T);
}

/** Where another person is there than before, or none (null), nothing is kept any more. */
export function keepFor(personId: string | null): void {
  if (personId !== null && sessionStorage.getItem(OWNER) === personId) return;
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
  for (const name of names) sessionStorage.removeItem(name);
  if (personId !== null) sessionStorage.setItem(OWNER, personId);
}

function nameOf(key: readonly string[]): string {
  return `${PREFIX}${JSON.stringify(key)}`;
}
