import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { AggregationTemporality, InstrumentType, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Sends spans over OTLP, by the environment of the process. */
export function traceExporter(): SpanExporter {
  return new OTLPTraceExporter();
}

/** Sends metrics over OTLP, by the environment of the process. */
export function metricExporter(): PushMetricExporter {
  return new FreshGaugesExporter();
}

/**
 * Exports a gauge only when it was measured since the last export: what nobody tells of any more (a district that was removed, a
 * lane that another process has now) is not told of with its last value for ever.
 */
class FreshGaugesExporter extends OTLPMetricExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.GAUGE ? AggregationTemporality.DELTA : super.selectAggregationTemporality(type);
  }
}
