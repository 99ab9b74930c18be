/** What JSON holds, as it is told of in the history. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** One thing that is otherwise now within a setting; null: it was not there before, or is there no more. */
export interface ChangedPart {
  /** Of which it is the value; null: an element of a list, or the setting as a whole. */
  readonly name: string | null;
  readonly before: Value;
  readonly after: Value;
}

/** What of a setting changed: of an object its entries that differ, of a list what came and what went, else the whole. Pure. */
export function changedParts(before: Value, after: Value): ChangedPart[] {
  if (isLarge(before) || isLarge(after)) return [{ name: null, before, after }];
  if (isObject(before ?? {}) && isObject(after ?? {}) && (before ?? after) !== null)
    return changedEntries((before ?? {}) as Entries, (after ?? {}) as Entries);
  if (Array.isArray(before ?? []) && Array.isArray(after ?? []) && (before ?? after) !== null)
    return changedElements((before ?? []) as readonly Value[], (after ?? []) as readonly Value[]);
  return isSame(before, after) ? [] : [{ name: null, before, after }];
}

/** A value that was too large to be recorded: how much there was, and its digest. */
export function isLarge(value: Value): boolean {
  return isObject(value) && Object.keys(value).sort().join() === 'entries,sha256';
}

type Entries = Readonly<Record<string, Value>>;

function changedEntries(before: Entries, after: Entries): ChangedPart[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const valueOf = (entries: Entries, name: string): Value =>
    Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
  return names
    .map((name) => ({ name, before: valueOf(before, name), after: valueOf(after, name) }))
    .filter((part) => !isSame(part.before, part.after));
}

function changedElements(before: readonly Value[], after: readonly Value[]): ChangedPart[] {
  const without = (all: readonly Value[], others: readonly Value[]): readonly Value[] =>
    all.filter((one) => !others.some((other) => isSame(one, other)));
  return [
    ...without(before, after).map((gone) => ({ name: null, before: gone, after: null })),
    ...without(after, before).map((come) => ({ name: null, before: null, after: come })),
  ];
}

export function isObject(value: Value): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys is no difference. */
function isSame(one: Value, other: Value): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return (
      one.length === other.length && one.every((element, index) => isSame(element as Value, other[index] as Value))
    );
  if (isObject(one) && isObject(other)) return changedEntries(one, other).length === 0;
  return one === other;
}
