import type { UnitRecord, UnitTally } from '@passback/domain';
import type { DistrictRecord, EvaluationWrite, RunRecord } from '@passback/ledger';
import { markDecidedAnew } from '../evaluate/evaluation-span.ts';
import { changesRecord, evaluationWrite } from '../evaluate/evaluation-write.ts';
import { callFor, type EvaluationContext } from '../inputs/evaluation-context.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { type PlannedUnit, planPage } from './plan-page.ts';
import { markRequested } from '../events/request-span.ts';
import type { DueUnit } from '../events/run-events.ts';
import type { ReadBack } from './read-back.ts';
import { isSelected } from './unit-pages.ts';

/** One unit that the run looked at. */
interface LookedAt {
  readonly tally: UnitTally;
  readonly isPlanned: boolean;
}

export interface RequestedPage {
  readonly looked: readonly LookedAt[];
  /** Those that are to be delivered, for the message that wakes delivery. */
  readonly due: readonly DueUnit[];
}

/**
 * Plans a page of a run and makes due what has something to send. A unit that this run made due before (the planner died in
 * between) is counted and left as it is. What `readBack` takes of the others is to be looked at, and is no part of the run. Throws when the ledger is away or others keep writing the same units.
 */
export async function requestDeliveries(
  context: RulesContext,
  district: DistrictRecord,
  run: RunRecord,
  records: readonly UnitRecord[],
  readBack: ReadBack | null = null,
): Promise<RequestedPage> {
  const looked: LookedAt[] = [];
  const due: DueUnit[] = [];
  let pending = records.filter((record) => isOfRun(record, run) || isSelected(record, run.selection));
  for (let tries = 0; pending.length > 0; tries += 1) {
    if (tries === LIMITS.conflictTries)
      throw new Error(`units of ${run.districtId} keep being written by others than its run`);
    const options = { redrive: run.kind === 'redrive', repair: run.selection?.repair ?? null };
    const { facts, units } = await planPage(context, district, pending, options);
    const checked = new Set<UnitRecord>();
    if (readBack !== null)
      for (const { record, plan } of units)
        if (plan.effect.kind === 'none' && readBack.takes(record)) checked.add(record);
    const conflicts = await store(context, facts, run, units, checked);
    for (const { record, plan } of units) {
      if (conflicts.has(record.sectionAssessmentId)) continue;
      const isPlanned = isOfRun(record, run) || plan.effect.kind !== 'none';
      looked.push({ tally: plan.tally, isPlanned });
      if (isPlanned || checked.has(record)) due.push(dueUnit(record));
    }
    if (conflicts.size === 0) break;
    pending = await context.ledger.sectionAssessments.load(run.districtId, [...conflicts]);
  }
  return { looked, due };
}

function isOfRun({ delivery }: UnitRecord, { runId }: RunRecord): boolean {
  return delivery.runId === runId;
}

function dueUnit({ sectionAssessmentId, otus }: UnitRecord): DueUnit {
  return { sectionAssessmentId, revision: otus.snapshot.revision };
}

/** Returns the ids of those that somebody else wrote in between. */
async function store(
  context: RulesContext,
  facts: EvaluationContext,
  run: RunRecord,
  units: readonly PlannedUnit[],
  checked: ReadonlySet<UnitRecord>,
): Promise<ReadonlySet<string>> {
  const now = context.clock.now();
  const written = units.flatMap((unit) => {
    const write = writeOf(unit, facts.district, run, now, checked.has(unit.record));
    return write === null ? [] : [{ unit, write }];
  });
  if (written.length === 0) return new Set();
  const writes = written.map(({ write }) => write);
  const { conflicts } = await context.ledger.sectionAssessments.recordEvaluations(writes);
  const moved = new Set(conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId));
  for (const { unit, write } of written)
    if (!moved.has(write.sectionAssessmentId)) markJourney(facts, run, unit, write);
  return moved;
}

function markJourney(facts: EvaluationContext, run: RunRecord, { record, plan }: PlannedUnit, write: EvaluationWrite) {
  const { otus } = record;
  if (write.delivery !== undefined) markRequested(run, otus);
  else markDecidedAnew(run.districtId, otus, plan.decision, callFor(facts, otus.snapshot));
}

function writeOf(
  { record, plan }: PlannedUnit,
  district: DistrictRecord,
  run: RunRecord,
  now: number,
  isChecked: boolean,
): EvaluationWrite | null {
  const { decision, effect, redrive, repair } = plan;
  const asked = effect.kind !== 'none' && !isOfRun(record, run);
  if (!asked && !plan.isNew && !isChecked) return null;
  const request = asked
    ? { request: { dueAt: now, runId: run.runId, redrive, repair } }
    : isChecked && { request: { dueAt: now, runId: `check-${run.runId}`, redrive: false, repair: 'check' as const } };
  const { districtId } = run;
  const write = evaluationWrite({ districtId, record, decision, settingsVersion: district.version, now, ...request });
  return asked || isChecked || changesRecord(record, write) ? write : null;
}
