import type { Ledger, RunRecord, RunUnits } from '@passback/ledger';
import { traceIdOf } from '@passback/telemetry';
import { isoTime } from './times.ts';

type Sources = Pick<Ledger, 'sectionAssessments' | 'lanes'>;

/** A run as it stands: what was frozen when it ended, or how far it is. */
export async function runAnswer(run: RunRecord, ledger: Sources) {
  const progress = run.state === 'finished' ? frozen(run) : await live(run, ledger);
  return {
    runId: run.runId,
    kind: run.kind,
    date: run.date,
    requestedBy: run.requestedBy,
    ...progress,
    startedAt: isoTime(run.startedAt),
    finishedAt: isoTime(run.finishedAt),
    traceId: traceIdOf(run.traceparent),
  };
}

function frozen({ state, units, scores, reasons }: RunRecord) {
  return { state, units, scores, reasons };
}

async function live(run: RunRecord, { sectionAssessments, lanes }: Sources) {
  const [progress, lane] = await Promise.all([
    sectionAssessments.runProgress(run.districtId, run.runId),
    lanes.get(run.districtId),
  ]);
  const { states, scores } = progress;
  const units: RunUnits = {
    planned: run.units.planned,
    inSync: states.inSync ?? 0,
    rejected: states.rejected ?? 0,
    retrying: states.retrying ?? 0,
    held: run.units.held + (states.held ?? 0) + (states.withdrawn ?? 0),
  };
  const isBlocked =
    run.state === 'blocked' || (run.state === 'delivering' && lane !== null && lane.circuit.state !== 'closed');
  return {
    state: isBlocked ? ('blocked' as const) : run.state,
    ...(isBlocked && lane?.circuit.code != null
      ? { blockedBy: { code: lane.circuit.code, message: lane.circuit.message } }
      : {}),
    units,
    scores: { ...scores, held: run.scores.held + scores.held },
    reasons: run.reasons,
  };
}
