/** What a JSON answer may hold, read without trusting its shape: PowerSchool sends numbers as strings and back. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The objects of a list; a list of one may come as a bare object, an empty one as nothing at all. */
export function objectsOf(value: unknown): JsonObject[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(objectOf).filter((entry) => entry !== null);
}

/** Text that says something; ids are numbers in one place and strings in the other. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  const number = text === null ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** `true`, `"true"`, `1`, `"1"`, `"T"`, `"Y"`; null where it is neither that nor its contrary. */
export function flagOf(value: unknown): boolean | null {
  const text = typeof value === 'boolean' ? String(value) : textOf(value)?.toLowerCase();
  if (text === 'true' || text === '1' || text === 't' || text === 'y') return true;
  return text === 'false' || text === '0' || text === 'f' || text === 'n' ? false : null;
}

/** The calendar date that a date or a date-time begins with; null where there is none. */
export function dateOf(value: unknown): string | null {
  const date = textOf(value)?.slice(0, 10) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) ? date : null;
}

/** Every text and number in an answer, as text, wherever it stands. */
export function scalarsIn(json: unknown): string[] {
  const found: string[] = [];
  // A stack of its own: an answer may be nested deeper than calls can be.
  const left: unknown[] = [json];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) left.push(inner);
    else found.push(...[textOf(next)].filter((text) => text !== null));
  }
  return found;
}
