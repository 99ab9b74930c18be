import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { METRICS } from '../metrics/catalogue.ts';
import { exportingProcessor } from '../sdk/exporting-processor.ts';
import { serviceNameOf } from '../sdk/resource.ts';
import { startTelemetry, type Telemetry } from '../sdk/start.ts';
import { inSpan, outsideOfSpans, startSpan } from '../spans/spans.ts';
import { boundToService, inService } from './service.ts';

let telemetry: Telemetry;
let exporter: InMemorySpanExporter;
let metrics: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
let answer: (result: ExportResult) => void;

beforeEach(async () => {
  exporter = new InMemorySpanExporter();
  metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter: metrics });
  const failing = {
    export: (_spans: unknown, told: (result: ExportResult) => void) => void (answer = told),
    shutdown: () => Promise.resolve(),
  };
  telemetry = await startTelemetry(
    'stack',
    {},
    {
      spanProcessors: [
        new SimpleSpanProcessor(exporter),
        exportingProcessor(failing, { OTEL_BSP_MAX_QUEUE_SIZE: '4', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4' }),
      ],
      metricReaders: [reader],
    },
  );
});
afterEach(async () => {
  answer?.({ code: ExportResultCode.SUCCESS });
  delete process.env['OTEL_SERVICE_NAME'];
  await telemetry.shutdown(1_000);
});

const told = (): string[] =>
  exporter.getFinishedSpans().map(({ name, resource }) => `${serviceNameOf(resource)}: ${name}`);
const tell = (name: string): void => startSpan(name, { parent: null }).end();

describe('several services in one process', () => {
  it('each tell under their own name: in what they set going, and in what is bound to them', async () => {
    tell('outside');
    const [later, bound, unbound] = inService('rules', () => {
      tell('at once');
      const afterTimer = new Promise<void>((resolve) => setTimeout(() => resolve(tell('later')), 1));
      outsideOfSpans(() => tell('for others'));
      return [afterTimer, boundToService(() => tell('called back')), () => tell('called unbound')];
    });
    await later;
    inService('delivery', () => {
      bound();
      unbound();
    });
    expect(told()).toEqual([
      'stack: outside',
      'rules: at once',
      'rules: for others',
      'rules: later',
      'rules: called back',
      'delivery: called unbound',
    ]);
  });

  it('continue each other’s traces', async () => {
    const inRules = inService('rules', () => boundToService(() => inSpan('inner', {}, async () => undefined)));
    await inService('delivery', () => inSpan('outer', { parent: null }, () => inRules()));
    expect(told()).toEqual(['rules: inner', 'delivery: outer']);
    const [inner, outer] = exporter.getFinishedSpans();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  it('tell as one where the operator gives all of them one name', () => {
    process.env['OTEL_SERVICE_NAME'] = 'passback';
    inService('rules', () => tell('one'));
    inService('delivery', () => tell('other'));
    expect(told()).toEqual(['passback: one', 'passback: other']);
    const [one, other] = exporter.getFinishedSpans();
    expect(one?.resource).toBe(other?.resource);
  });

  it('count their own spans when they are dropped, in whosever time that is', async () => {
    const dropped = async (): Promise<unknown> => {
      await reader.forceFlush();
      return metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics[0]?.metrics.find(({ descriptor }) => descriptor.name === METRICS.droppedSpans.name)
        ?.dataPoints[0]?.value;
    };
    // The batch is full with what the process itself tells.
    for (let at = 0; at < 4; at += 1) tell('of the stack');
    inService('rules', () => tell('dropped'));
    expect(await dropped()).toBe(0);
    inService('rules', () => answer({ code: ExportResultCode.FAILED }));
    expect(await dropped()).toBe(4);
  });
});
