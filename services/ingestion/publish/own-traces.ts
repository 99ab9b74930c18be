import { SpanKind } from '@opentelemetry/api';
import type { SectionAssessment } from '@passback/domain';
import { ATTRIBUTES, type StartedSpan, startSpan } from '@passback/telemetry';
import type { Publisher } from './publisher.ts';

/**
 * Hands batches of a stream to the broker. Each snapshot begins the trace of its own journey, linked to `requestTrace`, which
 * brought it among many others: one trace per revision of a unit. Throws as `Publisher` does.
 */
export function publishWithOwnTraces(
  publisher: Pick<Publisher, 'snapshots'>,
  districtId: string,
  requestTrace: string | null,
): (snapshots: readonly SectionAssessment[]) => Promise<void> {
  return async (snapshots) => {
    const spans = snapshots.map((snapshot) => journey(districtId, snapshot, requestTrace));
    const accepted = snapshots.map((snapshot, index) => ({
      snapshot,
      traceparent: spans[index]?.traceparent ?? null,
    }));
    try {
      await publisher.snapshots(districtId, accepted);
      for (const span of spans) span.end();
    } catch (error) {
      for (const span of spans) span.end(error);
      throw error;
    }
  };
}

function journey(districtId: string, snapshot: SectionAssessment, requestTrace: string | null): StartedSpan {
  return startSpan('accept section assessment', {
    kind: SpanKind.PRODUCER,
    parent: null,
    links: [requestTrace],
    attributes: {
      [ATTRIBUTES.district]: districtId,
      [ATTRIBUTES.sectionAssessment]: snapshot.sectionAssessmentId,
      [ATTRIBUTES.identifier]: snapshot.identifier,
      [ATTRIBUTES.revision]: snapshot.revision,
    },
  });
}
