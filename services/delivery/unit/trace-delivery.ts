import { type Attributes, type Span, SpanStatusCode } from '@opentelemetry/api';
import type { ScoreDecision, UnitRecord } from '@passback/domain';
import { activeTraceparent, addEvents, ATTRIBUTES, ERROR_ATTRIBUTES, inSpan, traceIdOf } from '@passback/telemetry';
import type { DeliveryResult } from './delivery-result.ts';

/** Where an attempt is found in the traces. */
export interface AttemptTrace {
  readonly traceparent: string | null;
  readonly traceId: string | null;
}

/**
 * One attempt as a span of the unit's journey, which began with the request of Otus, linked to the run that asked for it. Each
 * score sent or kept is an event on it; each score refused a span of its own, so that it is found by reason and by Otus score id.
 */
export function inDeliverySpan(
  record: UnitRecord,
  runTraceparent: string | null,
  attempt: () => Promise<DeliveryResult>,
): Promise<{ result: DeliveryResult; trace: AttemptTrace }> {
  const options = { attributes: attributesOf(record), parent: record.otus.traceparent, links: [runTraceparent] };
  return inSpan('deliver section assessment', options, async (span) => {
    const { claim } = record.delivery;
    if (claim !== null) span.addEvent('claimed', {}, claim.at);
    const result = await attempt();
    await describe(span, record, result);
    const own = activeTraceparent();
    return { result, trace: { traceparent: own, traceId: traceIdOf(own) } };
  });
}

function attributesOf({ districtId, sectionAssessmentId, otus, delivery }: UnitRecord): Attributes {
  return {
    [ATTRIBUTES.district]: districtId,
    [ATTRIBUTES.sectionAssessment]: sectionAssessmentId,
    [ATTRIBUTES.identifier]: otus.snapshot.identifier,
    [ATTRIBUTES.revision]: otus.snapshot.revision,
    [ATTRIBUTES.attempt]: delivery.attempt,
    ...(delivery.runId !== null && { [ATTRIBUTES.run]: delivery.runId }),
  };
}

async function describe(span: Span, record: UnitRecord, result: DeliveryResult): Promise<void> {
  const { end, effect, sent, kept, refused } = result;
  span.setAttribute(ATTRIBUTES.effect, effect);
  addEvents(
    span,
    'score sent',
    sent.map((scoreId) => ({ [ATTRIBUTES.score]: scoreId })),
  );
  addEvents(
    span,
    'score kept',
    kept.map((scoreId) => ({ [ATTRIBUTES.score]: scoreId, [ATTRIBUTES.reason]: 'SIS_EDIT_KEPT' })),
  );
  for (const { scoreId, code } of refused) {
    const attributes = { ...attributesOf(record), [ATTRIBUTES.score]: scoreId, [ATTRIBUTES.reason]: code };
    await inSpan('score refused', { attributes }, async (refusal) => fail(refusal, code));
  }
  if (end.kind !== 'failed') return;
  const { code } = end.failure;
  span.setAttribute(ATTRIBUTES.reason, code);
  fail(span, code);
  const told = new Set([...sent, ...kept, ...refused.map(({ scoreId }) => scoreId)]);
  for (const score of record.decision.scores)
    if (!told.has(score.scoreId) && isWanting(record, score))
      span.addEvent('score not sent', { [ATTRIBUTES.score]: score.scoreId, [ATTRIBUTES.reason]: code });
}

/** It is to be sent, and PowerSchool was not given it before. */
function isWanting({ sis }: UnitRecord, { verdict, sisStudentId, points }: ScoreDecision): boolean {
  const written = sis.scores.find((score) => score.sisStudentId === sisStudentId);
  return verdict === 'send' && written?.points !== points;
}

function fail(span: Span, code: string): void {
  span.setAttribute(ERROR_ATTRIBUTES.type, code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}
