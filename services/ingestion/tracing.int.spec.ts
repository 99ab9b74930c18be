import { afterAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ATTRIBUTES, startTelemetry, traceIdOf } from '@passback/telemetry';
import { DISTRICT, recordingBroker, startIngestion } from './testing/ingestion.fixture.ts';
import { snapshotJson, snapshotLines } from './testing/snapshot.fixture.ts';

const UNITS = `/v1/districts/${DISTRICT}/section-assessments`;
const CALLERS_TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${CALLERS_TRACE}-b7ad6b7169203331-01`;

const exporter = new InMemorySpanExporter();
const telemetry = await startTelemetry('ingestion', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
afterAll(() => telemetry.shutdown(1_000));

function traceIds(broker: ReturnType<typeof recordingBroker>): (string | null)[] {
  return broker.produced.map(({ message }) => traceIdOf(message.headers?.['traceparent'] ?? null));
}

describe('the journey of a revision begins here', () => {
  it('with the trace of the request that brought it alone', async () => {
    const broker = recordingBroker();
    const { send, stop } = await startIngestion(broker);
    await send('PUT', `${UNITS}/sa-9001`, snapshotJson(), { headers: { traceparent: CALLER } });
    await send('PUT', `${UNITS}/sa-9001`, snapshotJson());
    await stop();
    const [continued, begun] = traceIds(broker);
    expect(continued).toBe(CALLERS_TRACE);
    expect(begun).toMatch(/^[0-9a-f]{32}$/);
    expect(begun).not.toBe(CALLERS_TRACE);
  });

  it('with a trace of its own, linked to the stream that brought it among others', async () => {
    const broker = recordingBroker();
    const { send, stop } = await startIngestion(broker);
    exporter.reset();
    await send('POST', UNITS, [...snapshotLines(3)].join(''), {
      headers: { 'content-type': 'application/x-ndjson', traceparent: CALLER },
    });
    await stop();
    const ids = traceIds(broker);
    expect(new Set([...ids, CALLERS_TRACE, null]).size).toBe(5);
    const journeys = exporter.getFinishedSpans().filter(({ name }) => name === 'accept section assessment');
    expect(journeys.map((span) => span.spanContext().traceId)).toEqual(ids);
    expect(journeys.map(({ links }) => links.map(({ context }) => context.traceId))).toEqual(
      Array.from({ length: 3 }, () => [CALLERS_TRACE]),
    );
    expect(journeys.map(({ attributes }) => attributes[ATTRIBUTES.sectionAssessment])).toEqual([
      'sa-1',
      'sa-2',
      'sa-3',
    ]);
  });

  it('in spans that hold no points and no titles', async () => {
    const { send, stop } = await startIngestion(recordingBroker());
    exporter.reset();
    await send('PUT', `${UNITS}/sa-9001`, snapshotJson({ title: 'Ada Lovelace', totalPoints: 8_765 }));
    await send('PUT', `${UNITS}/sa-9001`, snapshotJson({ title: 'Ada Lovelace', kind: 'Ada' }));
    await stop();
    const exported = exporter.getFinishedSpans().map(({ name, attributes, status }) => ({ name, attributes, status }));
    expect(exported).toHaveLength(2);
    expect(JSON.stringify(exported)).not.toMatch(/Ada|8765/);
  });
});
