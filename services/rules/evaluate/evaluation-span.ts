import type { Decision, OtusPart } from '@passback/domain';
import { activeTraceparent, ATTRIBUTES, type StartedSpan, startSpan } from '@passback/telemetry';

/**
 * Begins the span of one evaluation in the unit's own journey, linked to the batch that it is done in, where the decision is stored.
 * Who begins it ends it once the decision is stored, and not where it was not.
 */
export function beginEvaluation(districtId: string, { snapshot, traceparent }: OtusPart): StartedSpan {
  const attributes = {
    [ATTRIBUTES.district]: districtId,
    [ATTRIBUTES.sectionAssessment]: snapshot.sectionAssessmentId,
    [ATTRIBUTES.identifier]: snapshot.identifier,
    [ATTRIBUTES.revision]: snapshot.revision,
  };
  const parent = traceparent === null ? {} : { parent: traceparent };
  return startSpan('passback.evaluate', { attributes, links: [activeTraceparent()], ...parent });
}

/**
 * Ends it with what was stored. The reasons of a hold stand on it: the first as attribute, all as events, because no search of traces
 * looks into a list. `call`: where its grading period was asked for, if it was.
 */
export function endEvaluation(span: StartedSpan, { reasons }: Decision, call: string | null): void {
  const [first] = reasons;
  if (first !== undefined) span.setAttribute(ATTRIBUTES.reason, first.code);
  for (const { code } of reasons) span.addEvent('unit held', { [ATTRIBUTES.reason]: code });
  span.link(call);
  span.end();
}

/**
 * Marks in the unit's own journey that it is decided otherwise than before, though Otus sent nothing: the date, the settings or the
 * staff moved. Once that is stored.
 */
export function markDecidedAnew(districtId: string, otus: OtusPart, decision: Decision, call: string | null): void {
  endEvaluation(beginEvaluation(districtId, otus), decision, call);
}
