import type { RunRecord } from '@passback/ledger';
import { ATTRIBUTES, METRICS, record } from '@passback/telemetry';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { finishedRun } from './run-counts.ts';
import { publishRunFinished } from '../events/run-events.ts';
import { runFields } from './run-fields.ts';

const SECOND_MS = 1_000;

type Finishing = Pick<RulesContext, 'ledger' | 'messaging' | 'clock' | 'logger'>;

/**
 * Whether a run that began without some of what came before it still waits for that. Not for ever: what comes even later is delivered
 * all the same, and only not counted. Pure.
 */
export function waitsForLate({ shortfall, startedAt }: RunRecord, now: number): boolean {
  return shortfall !== undefined && shortfall.caughtUpAt === null && now - startedAt < LIMITS.lateArrivalsMs;
}

/**
 * Finishes a run whose units have all been attempted. False: some are pending, or not even evaluated, or somebody else changed the run
 * meanwhile.
 */
export async function finishIfDone(context: Finishing, run: RunRecord): Promise<boolean> {
  if (waitsForLate(run, context.clock.now())) return false;
  const progress = await context.ledger.sectionAssessments.runProgress(run.districtId, run.runId);
  if (progress.pending > 0) return false;
  return finish(context, finishedRun(run, progress, context.clock.now()));
}

/**
 * Ends a run with what it reached, because the next night begins: what is still pending stays due, and the night takes it over.
 * False: somebody else changed the run meanwhile.
 */
export async function finishEarly(context: Finishing, run: RunRecord): Promise<boolean> {
  const progress = await context.ledger.sectionAssessments.runProgress(run.districtId, run.runId);
  return finish(context, finishedRun(run, progress, context.clock.now()));
}

/** Told first: after a crash in between it is told once more, and not never. */
async function finish({ ledger, messaging, logger }: Finishing, finished: RunRecord): Promise<boolean> {
  await publishRunFinished({ messaging }, finished);
  const { districtId, kind, units, scores, startedAt, finishedAt } = finished;
  if (!(await ledger.runs.update(finished))) return false;
  const attributes = { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.runKind]: kind };
  record(METRICS.runDuration, ((finishedAt ?? startedAt) - startedAt) / SECOND_MS, attributes);
  logger.info({ ...runFields(finished), units, scores }, 'run finished');
  return true;
}
