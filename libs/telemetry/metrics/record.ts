import type { Meter } from '@opentelemetry/api';
import { activeTelemetry, type Recorder } from '../service/service.ts';
import type { Metric } from './catalogue.ts';

function createRecorder(meter: Meter, { name, kind, unit, description, buckets = [] }: Metric): Recorder {
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
    advice: { explicitBucketBoundaries: [...buckets] },
  });
  return (value, attributes) => histogram.record(value, attributes);
}

/** Records a value of a metric of the catalogue; `attributes` are those that the catalogue names for it. Does nothing without an exporter. */
export function record<M extends Metric>(
  metric: M,
  value: number,
  attributes: { readonly [K in M['attributes'][number]]?: string | number } = {},
): void {
  const { meter, recorders } = activeTelemetry();
  let recorder = recorders.get(metric.name);
  if (recorder === undefined) {
    recorder = createRecorder(meter, metric);
    recorders.set(metric.name, recorder);
  }
  recorder(value, attributes);
}
