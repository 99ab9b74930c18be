import { type Attributes, metrics } from '@opentelemetry/api';
import type { Metric } from './catalogue.ts';

type Recorder = (value: number, attributes: Attributes) => void;

/** Seconds: from a request on the same machine to a night. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 14_400];

const recorders = new Map<string, Recorder>();

function createRecorder({ name, kind, unit, description }: Metric): Recorder {
  const meter = metrics.getMeter('passback');
  if (kind === 'counter') {
    const counter = meter.createCounter(name, { unit, description });
    return (value, attributes) => counter.add(value, attributes);
  }
  if (kind === 'gauge') {
    const gauge = meter.createGauge(name, { unit, description });
    return (value, attributes) => gauge.record(value, attributes);
  }
  const histogram = meter.createHistogram(name, {
    unit,
    description,
    advice: { explicitBucketBoundaries: DURATION_BUCKETS },
  });
  return (value, attributes) => histogram.record(value, attributes);
}

/** Records a value of a metric of the catalogue; `attributes` are those that the catalogue names for it. Does nothing without an exporter. */
export function record<M extends Metric>(
  metric: M,
  value: number,
  attributes: { readonly [K in M['attributes'][number]]?: string | number } = {},
): void {
  let recorder = recorders.get(metric.name);
  if (recorder === undefined) {
    recorder = createRecorder(metric);
    recorders.set(metric.name, recorder);
  }
  recorder(value, attributes);
}

/** Instruments belong to a provider; a new one needs new ones. */
export function forgetInstruments(): void {
  recorders.clear();
}
