import type { UnitState } from '@passback/domain';
import type { RunProgress } from '../port/section-assessments.ts';

/** Units of a run that are in one state and have the same codes, with the sums of their scores. */
export interface RunCount {
  readonly state: UnitState;
  readonly reasons: readonly string[];
  readonly units: number;
  readonly pending: number;
  readonly sent: number;
  readonly kept: number;
  readonly held: number;
  readonly rejected: number;
}

/** Adds up what a run's units were counted as, in one pass over them. Pure. */
export function runProgressOf(counts: readonly RunCount[]): RunProgress {
  const total = (key: 'pending' | 'sent' | 'kept' | 'held' | 'rejected'): number =>
    counts.reduce((sum, count) => sum + count[key], 0);
  return {
    pending: total('pending'),
    states: sumBy(counts, ({ state }) => [state]),
    scores: { sent: total('sent'), kept: total('kept'), held: total('held'), rejected: total('rejected') },
    reasons: sumBy(counts, ({ reasons }) => reasons),
  };
}

function sumBy<K extends string>(
  counts: readonly RunCount[],
  keysOf: (count: RunCount) => readonly K[],
): Readonly<Record<K, number>> {
  const sums = new Map<K, number>();
  for (const count of counts) for (const key of keysOf(count)) sums.set(key, (sums.get(key) ?? 0) + count.units);
  return Object.fromEntries(sums) as Record<K, number>;
}
