/** How often each thing was done, by its name. */
export type Counts = Readonly<Record<string, number>>;

/** What was counted since `before`; what did not happen is not in it. */
export function countsSince(before: Counts, after: Counts): Counts {
  const grown = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, count]) => count > 0));
}

/** Counts of several processes as of one. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Of the names that match. */
export function countOf(counts: Counts, pattern: RegExp): number {
  return Object.entries(counts).reduce((sum, [name, count]) => (pattern.test(name) ? sum + count : sum), 0);
}
