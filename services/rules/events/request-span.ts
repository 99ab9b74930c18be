import type { OtusPart } from '@passback/domain';
import type { RunRecord } from '@passback/ledger';
import { ATTRIBUTES, startSpan } from '@passback/telemetry';

/**
 * Marks in the unit's own journey that from here a run takes it along. Whoever makes a unit due for a run does so, once the ledger
 * has it: what somebody else wrote instead is for them to mark.
 */
export function markRequested(
  { districtId, runId, traceparent: runTraceparent }: Pick<RunRecord, 'districtId' | 'runId' | 'traceparent'>,
  { snapshot, traceparent }: Pick<OtusPart, 'snapshot' | 'traceparent'>,
): void {
  const parent = traceparent === null ? {} : { parent: traceparent };
  const attributes = {
    [ATTRIBUTES.district]: districtId,
    [ATTRIBUTES.sectionAssessment]: snapshot.sectionAssessmentId,
    [ATTRIBUTES.identifier]: snapshot.identifier,
    [ATTRIBUTES.revision]: snapshot.revision,
    [ATTRIBUTES.run]: runId,
  };
  startSpan('passback.request_delivery', { attributes, links: [runTraceparent], ...parent }).end();
}
