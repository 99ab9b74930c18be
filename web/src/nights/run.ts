import type { paths } from '../api/schema.ts';

/** A run, as the console tells it. */
export type Run =
  paths['/v1/districts/{districtId}/runs/{runId}']['get']['responses'][200]['content']['application/json'];
/** A run with how far it is. */
export type RunEvent =
  paths['/v1/districts/{districtId}/runs/{runId}/events']['get']['responses'][200]['content']['text/event-stream'];

/** What becomes of scores, in the order of a stack, each with its colour. */
export const SERIES = [
  ['sent', 'green.7'],
  ['kept', 'teal.4'],
  ['held', 'orange.5'],
  ['rejected', 'red.7'],
] as const;

/** Later than this a night is called late. */
export const LATE_MS = 60_000;

/** Of each date the run that stands for its night, the newest date first: the night itself or, where there was none, what somebody started for the most. */
export function nightsOf(runs: readonly Run[]): Run[] {
  const byDate = new Map<string, Run>();
  for (const run of runs) {
    if (run.kind === 'redrive') continue;
    const known = byDate.get(run.date);
    if (known === undefined || standsBefore(run, known)) byDate.set(run.date, run);
  }
  return [...byDate.values()];
}

function standsBefore(one: Run, other: Run): boolean {
  if (one.kind !== other.kind) return one.kind === 'night';
  return one.units.planned > other.units.planned;
}
