import { hostname } from 'node:os';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  type MetricReader,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { AlwaysOnSampler, BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { METRICS } from '../metrics/catalogue.ts';
import { forgetInstruments, record } from '../metrics/record.ts';
import { forgetTracer } from '../spans/spans.ts';
import { exportingProcessor } from './exporting-processor.ts';

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

const METRICS_INTERVAL_MS = 15_000;
/** A batch links to every message in it, and a class of any size has an event for each score. */
const SPAN_LIMITS = { linkCountLimit: 1_024, eventCountLimit: 1_024 } as const;
/** Series of one metric: hundreds of districts, each with the few states and reasons that it meets. */
const MAX_SERIES = 20_000;

function exports(env: Environment, signal: 'TRACES' | 'METRICS'): boolean {
  if (env[`OTEL_${signal}_EXPORTER`] === 'none') return false;
  return (
    (env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '') !== '' || (env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] ?? '') !== ''
  );
}

function startTraces(resource: Resource, env: Environment, extras: readonly SpanProcessor[]): BasicTracerProvider {
  const exporter = exports(env, 'TRACES') ? [exportingProcessor(new OTLPTraceExporter(), env)] : [];
  const spanProcessors = [...extras, ...exporter];
  // Whatever the caller decided for itself: each journey is recorded, and the collector decides what is kept.
  const sampler = new AlwaysOnSampler();
  return new BasicTracerProvider({ resource, sampler, spanLimits: SPAN_LIMITS, spanProcessors });
}

function startMetrics(resource: Resource, env: Environment, extras: readonly MetricReader[]): MeterProvider {
  const readers = exports(env, 'METRICS') ? [periodicReader(env)] : [];
  return new MeterProvider({ resource, readers: [...extras, ...readers] });
}

/**
 * Exports a gauge only when it was recorded since the last export: what nobody tells of any more (a district that was removed, a
 * lane that another process has now) is not told of with its last value for ever.
 */
class FreshGaugesExporter extends OTLPMetricExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.GAUGE ? AggregationTemporality.DELTA : super.selectAggregationTemporality(type);
  }
}

function periodicReader(env: Environment): MetricReader {
  const exportIntervalMillis = Number(env['OTEL_METRIC_EXPORT_INTERVAL']) || METRICS_INTERVAL_MS;
  return new PeriodicExportingMetricReader({
    exporter: new FreshGaugesExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: exportIntervalMillis,
    cardinalityLimits: { default: MAX_SERIES },
  });
}

/**
 * Starts tracing and metrics for this process: call it before anything else. Both go out over OTLP when
 * `OTEL_EXPORTER_OTLP_ENDPOINT` (or the signal's own) is set; without it trace ids still exist, so that explanations and logs carry them.
 * `OTEL_SDK_DISABLED=true` leaves all of it out.
 */
export function startTelemetry(service: string, env: Environment, extras: TelemetryExtras = {}): Telemetry {
  if (env['OTEL_SDK_DISABLED'] === 'true') return { shutdown: async () => undefined };
  const resource = resourceFromAttributes({
    'service.name': service,
    'service.namespace': 'passback',
    // Replicas count apart; without it they would overwrite each other's counters where metrics are kept.
    'service.instance.id': `${hostname()}-${process.pid}`,
  });
  const tracing = startTraces(resource, env, extras.spanProcessors ?? []);
  const measuring = startMetrics(resource, env, extras.metricReaders ?? []);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(measuring);
  forgetInstruments();
  forgetTracer();
  // From the start, so that the first dropped span is an increase.
  record(METRICS.droppedSpans, 0);
  const flushed = (): Promise<unknown> => Promise.allSettled([tracing.shutdown(), measuring.shutdown()]);
  return {
    shutdown: async (limitMs) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
      await Promise.race([flushed(), late]);
      clearTimeout(timer);
      for (const api of [context, trace, metrics]) api.disable();
      forgetTracer();
      forgetInstruments();
    },
  };
}
