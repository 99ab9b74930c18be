import { UNIT_STATES, type UnitRecord, type UnitState } from '@passback/domain';
import type { DistrictRecord, EvaluationWrite } from '@passback/ledger';
import { ATTRIBUTES, inSpan } from '@passback/telemetry';
import { callFor, decide, evaluationContext, THOROUGHLY } from '../inputs/evaluation-context.ts';
import type { Turn } from '../jobs.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { markDecidedAnew } from './evaluation-span.ts';
import { changesRecord, evaluationWrite } from './evaluation-write.ts';
import { MissedRun } from './missed-run.ts';

/** What the date alone can change. */
const NOT_IN_SYNC: readonly UnitState[] = ['held', 'due', 'rejected', 'retrying'];
/** What settings and staff can change: also what a unit in sync is told. */
const ALL_BUT_WITHDRAWN: readonly UnitState[] = UNIT_STATES.filter((state) => state !== 'withdrawn');

type EvaluatedWith = NonNullable<DistrictRecord['evaluatedWith']>;

/** Which units may be decided otherwise with `inputs` than they are. Pure. */
export function statesToReEvaluate({ evaluatedWith, settings }: DistrictRecord, inputs: EvaluatedWith) {
  const onlyDateMoved =
    evaluatedWith !== null &&
    evaluatedWith.settingsVersion === inputs.settingsVersion &&
    evaluatedWith.staffRevision === inputs.staffRevision;
  return onlyDateMoved && !settings.pastDueAsZero ? NOT_IN_SYNC : ALL_BUT_WITHDRAWN;
}

/** Whether two sets of inputs are the same. Pure. */
export function sameInputs(left: EvaluatedWith | null, right: EvaluatedWith): boolean {
  return (
    left?.settingsVersion === right.settingsVersion &&
    left.staffRevision === right.staffRevision &&
    left.date === right.date
  );
}

/** Which units are gone through: those in `states` that `isMeant`. */
export interface ReEvaluation {
  readonly states: readonly UnitState[];
  readonly isMeant: (record: UnitRecord) => boolean;
}

/**
 * Decides the units of a district anew, page by page, and writes those whose decision changed. Makes due only what the last run
 * missed because we could not have its grading period; all else waits for its night. Returns false when it was aborted.
 */
export async function reEvaluateDistrict(
  context: RulesContext,
  districtId: string,
  { states, isMeant }: ReEvaluation,
  { signal, turn }: { readonly signal: AbortSignal; readonly turn: Turn },
): Promise<boolean> {
  if (signal.aborted) return false;
  const missed = await MissedRun.of(context, districtId);
  for await (const { district, records } of districtPages(context, districtId, states)) {
    if (signal.aborted) return false;
    const meant = records.filter(isMeant);
    if (meant.length === 0) continue;
    await inSpan(
      'passback.re_evaluate',
      { parent: null, attributes: { [ATTRIBUTES.district]: districtId } },
      async () => {
        await missed.publish(context, records, await reEvaluate(context, district, meant, missed));
      },
    );
    await turn();
  }
  return true;
}

/** Pages of units in these states, each with the settings of then. */
async function* districtPages(
  context: RulesContext,
  districtId: string,
  states: readonly UnitState[],
): AsyncGenerator<{ district: DistrictRecord; records: UnitRecord[] }> {
  let after: string | undefined;
  do {
    const district = await context.districts.get(districtId);
    if (district === null) return;
    const page = after === undefined ? {} : { after };
    const records = await context.ledger.sectionAssessments.scan(districtId, {
      states,
      limit: LIMITS.unitsPerPage,
      ...page,
    });
    yield { district, records };
    after = records.length < LIMITS.unitsPerPage ? undefined : records.at(-1)?.sectionAssessmentId;
  } while (after !== undefined);
}

/**
 * Decides at most a page of units anew. Those that keep being written by others are left for the next pass or the night.
 * Returns the writes that were made.
 */
async function reEvaluate(
  context: RulesContext,
  district: DistrictRecord,
  records: readonly UnitRecord[],
  missed: MissedRun,
): Promise<readonly EvaluationWrite[]> {
  const { districtId } = district.settings;
  const done: EvaluationWrite[] = [];
  let pending = records;
  for (let tries = 0; tries < LIMITS.conflictTries && pending.length > 0; tries += 1) {
    const changed = await changedUnits(context, district, pending, missed);
    if (changed.length === 0) break;
    const writes = changed.map(({ write }) => write);
    const { conflicts } = await context.ledger.sectionAssessments.recordEvaluations(writes);
    const moved = new Set(conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId));
    for (const { record, write, call } of changed) {
      if (moved.has(record.sectionAssessmentId)) continue;
      done.push(write);
      markDecidedAnew(districtId, record.otus, write.decision, call);
      missed.mark(record, write);
    }
    pending = moved.size === 0 ? [] : await context.ledger.sectionAssessments.load(districtId, [...moved]);
  }
  return done;
}

interface ChangedUnit {
  readonly record: UnitRecord;
  readonly write: EvaluationWrite;
  /** Where its grading period was asked for, in the traces. */
  readonly call: string | null;
}

async function changedUnits(
  context: RulesContext,
  district: DistrictRecord,
  records: readonly UnitRecord[],
  missed: MissedRun,
): Promise<ChangedUnit[]> {
  const units = records.map(({ otus }) => ({ snapshot: otus.snapshot, cause: null }));
  const facts = await evaluationContext(context, district, units, THOROUGHLY);
  const now = context.clock.now();
  const { districtId } = district.settings;
  return records.flatMap((record) => {
    const decision = decide(facts, record.otus, record.sis);
    const request = missed.requestFor(record, decision, now);
    const requested = request === null ? {} : { request };
    const write = evaluationWrite({
      districtId,
      record,
      decision,
      settingsVersion: district.version,
      now,
      ...requested,
    });
    if (request === null && !changesRecord(record, write)) return [];
    return [{ record, write, call: callFor(facts, record.otus.snapshot) }];
  });
}
