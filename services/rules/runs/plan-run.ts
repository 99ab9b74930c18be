import type { DistrictRecord, RunRecord } from '@passback/ledger';
import { ATTRIBUTES, inSpan, METRICS, measure } from '@passback/telemetry';
import type { Turn } from '../jobs.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { finishIfDone } from './finish-run.ts';
import { pageToPlan } from './plan-page.ts';
import { PlannedRun } from './planned-run.ts';
import { ReadBack } from './read-back.ts';
import { requestDeliveries } from './request-deliveries.ts';
import { addToCounts, type RunCounts } from './run-counts.ts';
import { isAskedFor, publishAsked, publishDeliveryRequested, publishRunStarted } from '../events/run-events.ts';
import { runFields } from './run-fields.ts';

/** How a run is planned. */
export interface Planning {
  readonly signal: AbortSignal;
  /** Lets others go first between two pages. */
  readonly turn: Turn;
  /** Messages that came before it and are not evaluated. */
  readonly behind: number;
}

/**
 * Plans a run, page by page: decides each unit anew and makes due what has something to send. Goes on where a planner that died
 * left off. Ends quietly when somebody else took the run over or finished it; throws when ledger or broker are away, and the
 * clock takes it up again.
 */
export async function planRun(
  context: RulesContext,
  opened: RunRecord,
  { signal, turn, behind }: Planning,
): Promise<void> {
  const planned = await PlannedRun.take(context, opened);
  if (planned === null) return;
  const attributes = { [ATTRIBUTES.district]: opened.districtId, [ATTRIBUTES.run]: opened.runId };
  const parent = opened.traceparent === null ? {} : { parent: opened.traceparent };
  await inSpan('passback.plan_run', { attributes, ...parent }, async () => {
    beginCounts(opened.districtId, opened.kind);
    if (behind > 0 && planned.cursor === null && !(await beginShort(planned, behind))) return;
    if (planned.cursor === null && !signal.aborted) await publishRunStarted(context, planned.run);
    const readBack = await readBackOf(context, planned.run);
    for (let more = true; more;) {
      if (signal.aborted) return planned.giveBack();
      more = await planNextPage(context, planned, readBack);
      // Whoever waits longer than the lease may be taken over.
      if (more && (await turn()) && !(await planned.save({}))) return;
    }
  });
}

/** Each district's counts are there before there is anything to count, so that the first of it is an increase. */
function beginCounts(districtId: string, kind: RunRecord['kind']): void {
  measure(METRICS.runShortfall, 0, { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.runKind]: kind });
  measure(METRICS.lateArrivals, 0, { [ATTRIBUTES.district]: districtId });
  measure(METRICS.revisionsWentBack, 0, { [ATTRIBUTES.district]: districtId });
}

async function beginShort(planned: PlannedRun, messages: number): Promise<boolean> {
  const { districtId, kind } = planned.run;
  measure(METRICS.runShortfall, messages, { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.runKind]: kind });
  return planned.fallShort(messages);
}

/** Among these is the night before, however much was asked for since. */
const RUNS_LOOKED_BACK = 100;

/** Nights also look at what was not seen in PowerSchool for long. */
async function readBackOf({ ledger, clock, readBack }: RulesContext, run: RunRecord): Promise<ReadBack | null> {
  const district = run.kind === 'night' ? await ledger.districts.get(run.districtId) : null;
  if (district === null) return null;
  const runs = await ledger.runs.list(run.districtId, RUNS_LOOKED_BACK);
  const before = runs.find(({ kind, runId }) => kind === 'night' && runId !== run.runId);
  return new ReadBack(readBack, district, clock.now(), before?.readBackAfter);
}

/** False when planning is over, or the run is no longer ours. */
async function planNextPage(context: RulesContext, planned: PlannedRun, readBack: ReadBack | null): Promise<boolean> {
  const { ledger } = context;
  const { run } = planned;
  const district = await ledger.districts.get(run.districtId);
  if (district === null) throw new Error('the district of the run is gone');
  const stretch = { selection: run.selection, cursor: planned.cursor };
  const passOver = { runId: run.runId, unseen: readBack?.unseen ?? null };
  const page = await pageToPlan(context, district, stretch, passOver);
  await planRecords(context, district, planned, page.records, readBack);
  if (page.cursor !== null) return planned.save({ cursor: page.cursor });
  if (await planned.endPlanning()) {
    context.logger.info({ ...runFields(planned.run), units: planned.run.units }, 'run planned');
    if (isAskedFor(planned.run) && planned.run.units.planned === 0) await publishAsked(context, planned.run);
    await finishIfDone(context, planned.run);
  }
  return false;
}

async function planRecords(
  context: RulesContext,
  district: DistrictRecord,
  planned: PlannedRun,
  records: Parameters<typeof requestDeliveries>[3],
  readBack: ReadBack | null,
): Promise<void> {
  const { run } = planned;
  const links = records.slice(0, LIMITS.linksPerSpan).map(({ otus }) => otus.traceparent);
  await inSpan('passback.plan_page', { links }, async () => {
    const { looked, due } = await requestDeliveries(context, district, run, records, readBack);
    if (readBack !== null) planned.readBackUntil(readBack.goesOnAfter);
    planned.count(
      looked.reduce<RunCounts>((counts, { tally, isPlanned }) => addToCounts(counts, tally, isPlanned), run),
    );
    await publishDeliveryRequested(context, run, due);
  });
}
