import type { RunProgress, RunRecord, RunState } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';

const MINUTE_MS = 60_000;
/** An end that is further away than this is none that anybody should wait for. */
const FORESEEN_MS = 7 * 24 * 60 * MINUTE_MS;

export interface RunProgressView {
  /** Units that need no further attempt. */
  readonly doneUnits: number;
  readonly plannedUnits: number;
  /** Since the run began; null as long as none is done. */
  readonly unitsPerMinute: number | null;
  /** At the pace since the run began; null where that says nothing: while it is planned or blocked, and when it is finished. */
  readonly estimatedEndAt: string | null;
}

/**
 * How far a run is and when it is likely to end. `progress`: of one that is not finished; `state`: as it is seen, which may be blocked
 * though the record does not say so yet; `now`: milliseconds since the epoch. Pure.
 */
export function runProgressView(
  run: Pick<RunRecord, 'units' | 'startedAt' | 'finishedAt'>,
  { progress, state }: { progress: RunProgress | null; state: RunState },
  now: number,
): RunProgressView {
  const { planned, retrying } = run.units;
  const leftUnits = Math.min(planned, progress?.pending ?? retrying);
  const doneUnits = planned - leftUnits;
  const tookMs = (run.finishedAt ?? now) - run.startedAt;
  const isMeasured = doneUnits > 0 && tookMs > 0;
  const leftMs = isMeasured && state === 'delivering' ? (leftUnits * tookMs) / doneUnits : Infinity;
  return {
    doneUnits,
    plannedUnits: planned,
    unitsPerMinute: isMeasured ? Math.round((doneUnits * MINUTE_MS * 10) / tookMs) / 10 : null,
    estimatedEndAt: leftMs <= FORESEEN_MS ? isoOf(Math.round(now + leftMs)) : null,
  };
}
