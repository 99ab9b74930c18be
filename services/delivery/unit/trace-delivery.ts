import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { UnitRecord } from '@passback/domain';
import { ATTRIBUTES, activeTraceparent, inSpan, traceIdOf } from '@passback/telemetry';
import type { DeliveryResult } from './delivery-result.ts';

/** Where an attempt is found in the traces. */
export interface AttemptTrace {
  readonly traceparent: string | null;
  readonly traceId: string | null;
}

/**
 * One attempt as a span of the unit's journey, which began with the request of Otus, linked to the run that asked for it. Each
 * score sent is an event on it; each score refused a span of its own, so that it is found by reason and by Otus score id.
 */
export function inDeliverySpan(
  record: UnitRecord,
  runTraceparent: string | null,
  attempt: () => Promise<DeliveryResult>,
): Promise<{ result: DeliveryResult; trace: AttemptTrace }> {
  const { traceparent, snapshot } = record.otus;
  const attributes = {
    [ATTRIBUTES.district]: record.districtId,
    [ATTRIBUTES.sectionAssessment]: record.sectionAssessmentId,
    [ATTRIBUTES.identifier]: snapshot.identifier,
    [ATTRIBUTES.revision]: snapshot.revision,
    [ATTRIBUTES.attempt]: record.delivery.attempt,
    ...(record.delivery.runId !== null && { [ATTRIBUTES.run]: record.delivery.runId }),
  };
  return inSpan(
    'deliver section assessment',
    { attributes, parent: traceparent, links: [runTraceparent] },
    async (span) => {
      const result = await attempt();
      await describe(span, record, result);
      const own = activeTraceparent();
      return { result, trace: { traceparent: own, traceId: traceIdOf(own) } };
    },
  );
}

async function describe(span: Span, record: UnitRecord, { end, effect, sent, refused }: DeliveryResult): Promise<void> {
  span.setAttribute(ATTRIBUTES.effect, effect);
  for (const scoreId of sent) span.addEvent('score sent', { [ATTRIBUTES.score]: scoreId });
  for (const { scoreId, code } of refused) {
    const attributes = {
      [ATTRIBUTES.district]: record.districtId,
      [ATTRIBUTES.identifier]: record.otus.snapshot.identifier,
      [ATTRIBUTES.score]: scoreId,
      [ATTRIBUTES.reason]: code,
    };
    await inSpan('score refused', { attributes }, async (refusal) => {
      refusal.setStatus({ code: SpanStatusCode.ERROR, message: code });
    });
  }
  if (end.kind !== 'failed') return;
  span.setAttribute(ATTRIBUTES.reason, end.failure.code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: end.failure.code });
}
