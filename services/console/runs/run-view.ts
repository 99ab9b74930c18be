import {
  type Circuit,
  type DistrictSettings,
  type RunProgress,
  type RunRecord,
  runSoFar,
  type RunState,
  type RunUnits,
} from '@passback/ledger';
import { nightInstant } from '@passback/domain';
import { traceIdOf } from '@passback/telemetry';
import { isoOf, isoOrNull } from '../http/instants.ts';

export interface RunView {
  readonly runId: string;
  readonly kind: RunRecord['kind'];
  readonly date: string;
  readonly state: RunState;
  readonly requestedBy: string;
  /** Of a night: when it was to begin, by the district's settings of today; null for the others. */
  readonly scheduledAt: string | null;
  /** How long after that it began. */
  readonly lateMs: number | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly units: RunUnits;
  readonly scores: RunRecord['scores'];
  readonly reasons: Readonly<Record<string, number>>;
  /** Where the run began though not all that came before it was evaluated: messages of all districts, and when they were. */
  readonly shortfall: { readonly messages: number; readonly caughtUpAt: string | null } | null;
  readonly traceId: string | null;
  /** The district-wide fault that the run waits for; null when it waits for none. */
  readonly blockedBy: { readonly code: string | null; readonly message: string; readonly since: string | null } | null;
}

export type NightSettings = Pick<DistrictSettings, 'timeZone' | 'nightlyRunAt'>;

/** What a run is seen with while it is not finished: how far its units are, and whether its district's lane is open. */
export interface RunSurroundings {
  readonly progress: RunProgress | null;
  readonly circuit: Circuit | null;
  /** The district's; null where it is gone. */
  readonly settings: NightSettings | null;
}

/** A run as it stands. One that is finished has its numbers in the record; before that delivery's part is counted as it is now. */
export function runView(run: RunRecord, { progress, circuit, settings }: RunSurroundings): RunView {
  // The rules service looks at the circuit every second or more; here it is seen as it is.
  const goesOn = run.state === 'blocked' && circuit?.state === 'closed';
  const isBlocked = !goesOn && (run.state === 'blocked' || (run.state === 'delivering' && circuit?.state === 'open'));
  return {
    runId: run.runId,
    kind: run.kind,
    date: run.date,
    state: isBlocked ? 'blocked' : goesOn ? 'delivering' : run.state,
    requestedBy: run.requestedBy,
    ...schedule(run, settings),
    startedAt: isoOf(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
    ...(progress === null ? { units: run.units, scores: run.scores, reasons: run.reasons } : runSoFar(run, progress)),
    shortfall:
      run.shortfall === undefined
        ? null
        : { messages: run.shortfall.messages, caughtUpAt: isoOrNull(run.shortfall.caughtUpAt) },
    traceId: traceIdOf(run.traceparent),
    blockedBy:
      isBlocked && circuit !== null && circuit.state !== 'closed'
        ? { code: circuit.code, message: circuit.message, since: isoOrNull(circuit.openedAt) }
        : null,
  };
}

function schedule(run: RunRecord, settings: NightSettings | null): Pick<RunView, 'scheduledAt' | 'lateMs'> {
  const isNight = run.kind === 'night' && settings !== null;
  const scheduledAt = isNight ? nightInstant(run.date, settings.timeZone, settings.nightlyRunAt) : null;
  return {
    scheduledAt: isoOrNull(scheduledAt),
    lateMs: scheduledAt === null ? null : Math.max(0, run.startedAt - scheduledAt),
  };
}
