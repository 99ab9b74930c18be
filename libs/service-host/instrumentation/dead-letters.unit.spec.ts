import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startSpan, startTelemetry, type Telemetry, traceIdOf } from '@passback/telemetry';
import { instrumentDeadLetters } from './dead-letters.ts';

let telemetry: Telemetry;
let spans: InMemorySpanExporter;
let metrics: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
beforeEach(async () => {
  spans = new InMemorySpanExporter();
  metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter: metrics });
  telemetry = await startTelemetry(
    'test',
    {},
    { spanProcessors: [new SimpleSpanProcessor(spans)], metricReaders: [reader] },
  );
});
afterEach(() => telemetry.shutdown(1_000));

const silent = { info: () => undefined, warn: () => undefined };

it('makes a failed span in the journey of a message that was put aside, and counts it', async () => {
  const journey = startSpan('journey', { parent: null });
  const { traceparent } = journey;
  journey.end();
  const log = instrumentDeadLetters(silent);
  log.warn({ topic: 'passback.staff.v1', code: 'UNKNOWN_DISTRICT', traceparent }, 'a message went to the dead letters');
  log.warn({ topic: 'passback.staff.v1' }, 'the handler failed');
  const [, aside, ...others] = spans.getFinishedSpans();
  expect(others).toEqual([]);
  expect(aside?.spanContext().traceId).toBe(traceIdOf(traceparent));
  expect(aside?.status).toEqual({ code: 2, message: 'UNKNOWN_DISTRICT' });
  await reader.forceFlush();
  const counted = metrics
    .getMetrics()[0]
    ?.scopeMetrics[0]?.metrics.find(({ descriptor }) => descriptor.name === 'passback.dead_letters');
  expect(counted?.dataPoints.map(({ value, attributes }) => [value, attributes])).toEqual([
    [1, { 'messaging.destination.name': 'passback.staff.v1', 'passback.reason': 'UNKNOWN_DISTRICT' }],
  ]);
});
