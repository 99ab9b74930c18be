import type { ScoreTally, UnitTally } from '@passback/domain';
import { type RunProgress, type RunRecord, runSoFar, type RunUnits } from '@passback/ledger';

export const NO_UNITS: RunUnits = { planned: 0, inSync: 0, rejected: 0, retrying: 0, held: 0 };
export const NO_SCORES: ScoreTally = { sent: 0, kept: 0, held: 0, rejected: 0 };

/** What planning counts of a run. */
export type RunCounts = Pick<RunRecord, 'units' | 'scores' | 'reasons'>;

/** Adds one unit that the run looked at. Held scores of all units count, and units that are held. Pure. */
export function addToCounts(counts: RunCounts, tally: UnitTally, isPlanned: boolean): RunCounts {
  const { units, scores } = counts;
  return {
    units: {
      ...units,
      planned: units.planned + (isPlanned ? 1 : 0),
      held: units.held + (tally.effect === 'held' ? 1 : 0),
    },
    scores: { ...scores, held: scores.held + tally.held },
    reasons: withTallied(counts.reasons, tally),
  };
}

/** Units by unit-level code, scores by score-level code, with those of one more unit. Pure. */
export function withTallied(reasons: Readonly<Record<string, number>>, tally: UnitTally): Record<string, number> {
  const sum: Record<string, number> = { ...reasons };
  for (const code of tally.unitReasons) sum[code] = (sum[code] ?? 0) + 1;
  for (const [code, scores] of Object.entries(tally.scoreReasons)) sum[code] = (sum[code] ?? 0) + scores;
  return sum;
}

/**
 * The run as it ends, with what delivery made of the units that it made due. Pure.
 *
 * A unit that changed in Otus since it was delivered is `due` again: this run did its part. One that is still pending (the run is
 * ended early, and the next one takes it over) counts as retrying only if it was attempted.
 */
export function finishedRun(run: RunRecord, progress: RunProgress, now: number): RunRecord {
  const { states, pending } = progress;
  const doneAndDueAgain = pending === 0 ? (states.due ?? 0) : 0;
  const soFar = runSoFar(run, progress);
  return {
    ...run,
    ...soFar,
    version: run.version + 1,
    state: 'finished',
    finishedAt: now,
    planner: null,
    units: {
      ...soFar.units,
      planned: Math.max(run.units.planned, sum(Object.values(states))),
      inSync: soFar.units.inSync + doneAndDueAgain,
      retrying: soFar.units.retrying + (states.sending ?? 0),
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
