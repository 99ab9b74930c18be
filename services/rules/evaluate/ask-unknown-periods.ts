import { diffGradebook, type UnitRecord, type UnitState } from '@passback/domain';
import type { RunRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { publishDeliveryRequested } from '../runs/run-events.ts';
import { districtPages, reEvaluate, type RequestFor } from './re-evaluate-district.ts';

const STATES: readonly UnitState[] = ['held', 'withdrawn'];
/** Redrives may stand before the last night. */
const RUNS_LOOKED_AT = 50;

/** Whether the district has units whose grading period could not be had. */
export async function hasUnknownPeriods({ ledger }: RulesContext, districtId: string): Promise<boolean> {
  const page = await ledger.sectionAssessments.list(districtId, { reason: 'GRADING_PERIOD_UNKNOWN' }, { limit: 1 });
  return page.items.length > 0;
}

/**
 * Asks again for the grading periods that could not be had. A unit that the last run missed for want of one (ours to mend, not the
 * teacher's) is delivered at once, as that run would have; what came after the run waits for the next.
 */
export async function askUnknownPeriods(context: RulesContext, districtId: string, signal: AbortSignal): Promise<void> {
  const run = await lastRun(context, districtId);
  const requestFor: RequestFor = (record, decision, now) => {
    if (run === null || record.otus.receivedAt >= run.startedAt || now - run.startedAt > LIMITS.catchUpWithinMs)
      return null;
    const { snapshot } = record.otus;
    const options = { redrive: false, retryRefused: false };
    if (diffGradebook({ snapshot, decision, sis: record.sis }, options).kind === 'none') return null;
    return { dueAt: now, runId: run.runId, redrive: false };
  };
  for await (const { district, records } of districtPages(context, districtId, STATES)) {
    if (signal.aborted) return;
    const writes = await reEvaluate(context, district, records.filter(isUnknown), requestFor);
    const requested = new Set(
      writes
        .filter(({ requestDelivery }) => requestDelivery !== undefined)
        .map(({ sectionAssessmentId }) => sectionAssessmentId),
    );
    if (run === null || requested.size === 0) continue;
    const due = records.filter(({ sectionAssessmentId }) => requested.has(sectionAssessmentId));
    await publishDeliveryRequested(
      context,
      districtId,
      run.runId,
      due.map(({ sectionAssessmentId, otus }) => ({ sectionAssessmentId, revision: otus.snapshot.revision })),
    );
  }
}

function isUnknown({ summary }: UnitRecord): boolean {
  return summary.reasons.includes('GRADING_PERIOD_UNKNOWN');
}

async function lastRun({ ledger }: RulesContext, districtId: string): Promise<RunRecord | null> {
  const runs = await ledger.runs.list(districtId, RUNS_LOOKED_AT);
  return runs.find(({ kind }) => kind !== 'redrive') ?? null;
}
