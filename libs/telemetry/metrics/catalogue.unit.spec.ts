import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { ATTRIBUTES } from '../conventions/attributes.ts';
import { HTTP_ATTRIBUTES, MESSAGING_ATTRIBUTES } from '../conventions/semantic.ts';
import { startTelemetry, type Telemetry } from '../sdk/start.ts';
import { METRICS } from './catalogue.ts';
import { measure } from './measure.ts';

/** With hundreds of districts, tens of codes, and a handful of the others, no metric has more than some thousand series. */
const BOUNDED: ReadonlySet<string> = new Set([
  ATTRIBUTES.district,
  ATTRIBUTES.reason,
  ATTRIBUTES.state,
  ATTRIBUTES.runKind,
  ATTRIBUTES.task,
  HTTP_ATTRIBUTES.status,
  MESSAGING_ATTRIBUTES.destination,
  MESSAGING_ATTRIBUTES.group,
]);

describe('the catalogue of metrics', () => {
  it.each(Object.values(METRICS))('$name has attributes with few values only', ({ attributes }) => {
    expect(attributes.filter((attribute) => !BOUNDED.has(attribute))).toEqual([]);
  });

  it('has no name twice, and each in our namespace', () => {
    const names = Object.values(METRICS).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^passback(\.[a-z_]+)+$/.test(name))).toEqual([]);
  });
});

describe('record', () => {
  let exporter: InMemoryMetricExporter;
  let reader: PeriodicExportingMetricReader;
  let telemetry: Telemetry;
  beforeEach(async () => {
    exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    reader = new PeriodicExportingMetricReader({ exporter });
    telemetry = await startTelemetry('test', {}, { metricReaders: [reader] });
  });
  afterEach(() => telemetry.shutdown(1_000));

  it('makes each metric what the catalogue says', async () => {
    for (const metric of Object.values(METRICS)) measure(metric, 1);
    await reader.forceFlush();
    const [received] = exporter.getMetrics();
    const metrics = received?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    expect(
      metrics.map(({ descriptor: { name, unit, description } }) => ({ name, unit, description })).sort(byName),
    ).toEqual(
      Object.values(METRICS)
        .map(({ name, unit, description }) => ({ name, unit, description }))
        .sort(byName),
    );
  });

  it('tells of no dropped spans from the start, so that the first one is an increase', async () => {
    await reader.forceFlush();
    const metrics = exporter.getMetrics()[0]?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    expect(metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]?.value])).toEqual([
      ['passback.telemetry.spans.dropped', 0],
    ]);
  });
});

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}
