import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, type MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { forgetInstruments } from '../metrics/record.ts';

export interface Telemetry {
  /** Sends what is left, within `limitMs`, and stops. */
  shutdown(limitMs: number): Promise<void>;
}

export interface TelemetryExtras {
  /** Beside the exporter; for tests. */
  readonly spanProcessors?: readonly SpanProcessor[];
  readonly metricReaders?: readonly MetricReader[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Spans that wait for the exporter; more are dropped, so that a slow collector never holds a night back. */
const MAX_QUEUED_SPANS = 8_192;
const METRICS_INTERVAL_MS = 15_000;

function exports(env: Environment, signal: 'TRACES' | 'METRICS'): boolean {
  if (env['OTEL_SDK_DISABLED'] === 'true' || env[`OTEL_${signal}_EXPORTER`] === 'none') return false;
  return (
    (env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '') !== '' || (env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] ?? '') !== ''
  );
}

function startTraces(resource: Resource, env: Environment, extras: readonly SpanProcessor[]): BasicTracerProvider {
  const exporter = exports(env, 'TRACES')
    ? [new BatchSpanProcessor(new OTLPTraceExporter(), { maxQueueSize: MAX_QUEUED_SPANS })]
    : [];
  return new BasicTracerProvider({ resource, spanProcessors: [...extras, ...exporter] });
}

function startMetrics(resource: Resource, env: Environment, extras: readonly MetricReader[]): MeterProvider {
  const reader = { exporter: new OTLPMetricExporter(), exportIntervalMillis: METRICS_INTERVAL_MS };
  const readers = exports(env, 'METRICS') ? [new PeriodicExportingMetricReader(reader)] : [];
  return new MeterProvider({ resource, readers: [...extras, ...readers] });
}

/**
 * Starts tracing and metrics for this process: call it before anything else. Both go out over OTLP when
 * `OTEL_EXPORTER_OTLP_ENDPOINT` (or the signal's own) is set; without it trace ids still exist, so that explanations and logs carry them.
 */
export function startTelemetry(service: string, env: Environment, extras: TelemetryExtras = {}): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'passback' });
  const tracing = startTraces(resource, env, extras.spanProcessors ?? []);
  const measuring = startMetrics(resource, env, extras.metricReaders ?? []);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(measuring);
  forgetInstruments();
  const flushed = (): Promise<unknown> => Promise.allSettled([tracing.shutdown(), measuring.shutdown()]);
  return {
    shutdown: async (limitMs) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
      await Promise.race([flushed(), late]);
      clearTimeout(timer);
      for (const api of [context, propagation, trace, metrics]) api.disable();
    },
  };
}
