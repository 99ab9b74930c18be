import type { Circuit, RunProgress, RunRecord, RunState, RunUnits } from '@passback/ledger';
import { traceIdOf } from '@passback/telemetry';
import { isoOf, isoOrNull } from '../http/instants.ts';

export interface RunView {
  readonly runId: string;
  readonly kind: RunRecord['kind'];
  readonly date: string;
  readonly state: RunState;
  readonly requestedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly units: RunUnits;
  readonly scores: RunRecord['scores'];
  readonly reasons: Readonly<Record<string, number>>;
  readonly traceId: string | null;
  /** The district-wide fault that the run waits for; null when it waits for none. */
  readonly blockedBy: { readonly code: string | null; readonly message: string; readonly since: string | null } | null;
}

/** What a run is seen with while it is not finished: how far its units are, and whether its district's lane is open. */
export interface RunSurroundings {
  readonly progress: RunProgress | null;
  readonly circuit: Circuit | null;
}

/** A run as it stands. One that is finished has its numbers in the record; before that delivery's part is counted as it is now. */
export function runView(run: RunRecord, { progress, circuit }: RunSurroundings): RunView {
  const isBlocked = run.state === 'blocked' || (run.state === 'delivering' && circuit?.state === 'open');
  return {
    runId: run.runId,
    kind: run.kind,
    date: run.date,
    state: isBlocked ? 'blocked' : run.state,
    requestedBy: run.requestedBy,
    startedAt: isoOf(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
    ...(progress === null ? { units: run.units, scores: run.scores, reasons: run.reasons } : soFar(run, progress)),
    traceId: traceIdOf(run.traceparent),
    blockedBy:
      isBlocked && circuit !== null && circuit.state !== 'closed'
        ? { code: circuit.code, message: circuit.message, since: isoOrNull(circuit.openedAt) }
        : null,
  };
}

function soFar(
  run: RunRecord,
  { states, scores, reasons }: RunProgress,
): Pick<RunView, 'units' | 'scores' | 'reasons'> {
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
    reasons: larger(run.reasons, reasons),
  };
}

/** Planning counted a code by scores or units; where delivery has found more units with it, theirs is the better number. */
function larger(
  planned: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
): Record<string, number> {
  const merged: Record<string, number> = { ...planned };
  for (const [code, units] of Object.entries(found)) merged[code] = Math.max(merged[code] ?? 0, units);
  return merged;
}
