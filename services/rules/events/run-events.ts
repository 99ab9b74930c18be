import { topics } from '@passback/contracts';
import type { RunRecord } from '@passback/ledger';
import type { RulesContext } from '../rules-context.ts';

type Publishing = Pick<RulesContext, 'messaging'>;

/** May be told twice after a crash, never not at all. */
export function publishRunStarted({ messaging }: Publishing, run: RunRecord): Promise<void> {
  const { districtId, runId, date, kind } = run;
  return messaging.produce(topics.runs, [
    { key: districtId, value: { started: { districtId, runId, date, kind } }, headers: traceOf(run) },
  ]);
}

/** May be told twice after a crash, never not at all. */
export function publishRunFinished({ messaging }: Publishing, run: RunRecord): Promise<void> {
  const { districtId, runId, date, kind, units, scores } = run;
  return messaging.produce(topics.runs, [
    { key: districtId, value: { finished: { districtId, runId, date, kind, units, scores } }, headers: traceOf(run) },
  ]);
}

export interface DueUnit {
  readonly sectionAssessmentId: string;
  readonly revision: number;
}

/** Wakes delivery; the work itself is in the ledger, so a lost or repeated message does no harm. At most one page of units. */
export async function publishDeliveryRequested(
  publishing: Publishing,
  run: RunRecord,
  units: readonly DueUnit[],
): Promise<void> {
  if (units.length > 0) await publishRequest(publishing, run, { units, asked: isAskedFor(run) });
}

/**
 * Says that a person asks for the run, which has no unit to tell of: it is going on, or found nothing to send. PowerSchool is tried at
 * once, also where it did not answer before.
 */
export function publishAsked(publishing: Publishing, run: RunRecord): Promise<void> {
  return publishRequest(publishing, run, { units: [], asked: true });
}

/** Nights come by themselves. */
export function isAskedFor({ kind }: RunRecord): boolean {
  return kind !== 'night';
}

function publishRequest(
  { messaging }: Publishing,
  { districtId, runId }: RunRecord,
  { units, asked }: { readonly units: readonly DueUnit[]; readonly asked: boolean },
): Promise<void> {
  return messaging.produce(topics.deliveries, [
    { key: districtId, value: { districtId, runId, units: [...units], asked } },
  ]);
}

function traceOf({ traceparent }: RunRecord): Record<string, string> {
  return traceparent === null ? {} : { traceparent };
}
