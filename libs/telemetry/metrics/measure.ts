import type { Meter } from '@opentelemetry/api';
import { activeTelemetry, type Instrument } from '../service/service.ts';
import type { Metric } from './catalogue.ts';

function createInstrument(meter: Meter, { name, kind, unit, description, buckets = [] }: Metric): Instrument {
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

/** Takes one value of a metric of the catalogue; `attributes` are those that the catalogue names for it. Does nothing without an exporter. */
export function measure<M extends Metric>(
  metric: M,
  value: number,
  attributes: { readonly [K in M['attributes'][number]]?: string | number } = {},
): void {
  const { meter, instruments } = activeTelemetry();
  instruments.getOrInsertComputed(metric.name, () => createInstrument(meter, metric))(value, attributes);
}
