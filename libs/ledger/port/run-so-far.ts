import type { RunRecord } from './runs.ts';
import type { RunProgress } from './section-assessments.ts';

/** A run's numbers with delivery's part counted as it is now: what its record has from planning, and how far its units are. Pure. */
export function runSoFar(run: RunRecord, progress: RunProgress): Pick<RunRecord, 'units' | 'scores' | 'reasons'> {
  const { states, scores, reasons } = progress;
  return {
    units: {
      planned: run.units.planned,
      inSync: states.inSync ?? 0,
      rejected: states.rejected ?? 0,
      retrying: states.retrying ?? 0,
      held: run.units.held + (states.held ?? 0) + (states.withdrawn ?? 0),
    },
    // Planning counted the held scores of all units, those that it made due among them.
    scores: { sent: scores.sent, kept: scores.kept, held: run.scores.held, rejected: scores.rejected },
    reasons: withFoundInDelivery(run.reasons, reasons),
  };
}

/** Planning counted a code by scores or units; where delivery has found more units with it, theirs is the better number. */
function withFoundInDelivery(
  planned: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
): Record<string, number> {
  const merged: Record<string, number> = { ...planned };
  for (const [code, units] of Object.entries(found)) merged[code] = Math.max(merged[code] ?? 0, units);
  return merged;
}
