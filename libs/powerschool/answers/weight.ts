/** What a value takes beside its text: a reference, a header, its part of a table of keys. */
const VALUE_BYTES = 16;

/** About how many bytes a value that came as JSON takes in memory; not counted on beyond `limit`. */
export function weightOf(value: unknown, limit: number): number {
  // A stack of its own: an answer may be nested deeper than calls can be.
  const left: unknown[] = [value];
  let bytes = 0;
  while (left.length > 0 && bytes <= limit) {
    const next = left.pop();
    bytes += VALUE_BYTES;
    if (typeof next === 'string') bytes += next.length;
    else if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) {
        if (!Array.isArray(next)) bytes += key.length;
        left.push(inner);
      }
    }
  }
  return bytes;
}
