import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { Resource } from '@opentelemetry/resources';
import {
  MeterProvider,
  type MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { METRICS } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { inService, SCOPE, type ServiceTelemetry, useTelemetry } from '../service/service.ts';
import { type Environment, isDisabled, isSet, numberOf } from '../settings/environment.ts';
import { OTEL_DEFAULTS, otelErrors } from '../settings/otel-settings.ts';
import { exportingProcessor } from './exporting-processor.ts';
import { resourceOf, serviceNameOf } from './resource.ts';
import { spanLimits } from './span-limits.ts';

export interface Telemetry {
  /** Sends what is left, within `limitMs`, and stops. */
  shutdown(limitMs: number): Promise<void>;
}

export interface TelemetryExtras {
  /** Beside the exporter, for the spans of all services; for tests. */
  readonly spanProcessors?: readonly SpanProcessor[];
  /** Beside the exporter, for the metrics of the process's own service: a reader reads of one. For tests. */
  readonly metricReaders?: readonly MetricReader[];
}

/** Series of one metric: hundreds of districts, each with the few states and reasons that it meets. */
const MAX_SERIES = 20_000;

/** Where nothing is said of an exporter, there is one when it is said where to. */
function exports(env: Environment, signal: 'TRACES' | 'METRICS'): boolean {
  if (isSet(env, `OTEL_${signal}_EXPORTER`)) return env[`OTEL_${signal}_EXPORTER`] === 'otlp';
  return isSet(env, 'OTEL_EXPORTER_OTLP_ENDPOINT') || isSet(env, `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`);
}

/** Where spans and metrics go out of the process; null where they do not. */
interface Exporters {
  readonly spans: SpanExporter | null;
  metrics(): PushMetricExporter | null;
}

/** What exports is loaded where something is exported: it is a sixth of what a process with nothing to do has loaded. */
async function loadExporters(env: Environment): Promise<Exporters> {
  const [areSpans, areMetrics] = [exports(env, 'TRACES'), exports(env, 'METRICS')];
  if (!areSpans && !areMetrics) return { spans: null, metrics: () => null };
  const { metricExporter, traceExporter } = await import('./otlp-exporters.ts');
  return { spans: areSpans ? traceExporter() : null, metrics: () => (areMetrics ? metricExporter() : null) };
}

/** The providers of each service of this process. They share one exporter of spans, and its limits. */
class Providers {
  readonly #env: Environment;
  readonly #exporters: Exporters;
  readonly #spanProcessors: SpanProcessor[];
  #metricReaders: readonly MetricReader[];
  readonly #byName = new Map<string, ServiceTelemetry>();
  readonly #byService = new Map<string, ServiceTelemetry>();
  readonly #opened: (BasicTracerProvider | MeterProvider)[] = [];

  constructor(env: Environment, exporters: Exporters, { spanProcessors = [], metricReaders = [] }: TelemetryExtras) {
    this.#env = env;
    this.#exporters = exporters;
    const exporter = exporters.spans === null ? [] : [exportingProcessor(exporters.spans, env)];
    this.#spanProcessors = [...spanProcessors, ...exporter];
    this.#metricReaders = metricReaders;
  }

  of(service: string): ServiceTelemetry {
    const known = this.#byService.get(service);
    if (known !== undefined) return known;
    const resource = resourceOf(service);
    // Services that the operator gave one name tell as one: their counters would overwrite each other's.
    const name = serviceNameOf(resource);
    const sameName = this.#byName.get(name);
    const telemetry = sameName ?? this.#open(resource);
    this.#byName.set(name, telemetry);
    this.#byService.set(service, telemetry);
    // From the start, so that the first dropped span is an increase.
    if (sameName === undefined) inService(service, () => measure(METRICS.droppedSpans, 0));
    return telemetry;
  }

  shutdown(): Promise<unknown> {
    return Promise.allSettled(this.#opened.map((provider) => provider.shutdown()));
  }

  #open(resource: Resource): ServiceTelemetry {
    const tracing = new BasicTracerProvider({
      resource,
      spanLimits: spanLimits(this.#env),
      spanProcessors: this.#spanProcessors,
      // Whatever the caller decided for itself each journey is recorded, and the collector decides what is kept; unless the operator
      // has a sampler decide, which the SDK reads by itself.
      ...(isSet(this.#env, 'OTEL_TRACES_SAMPLER') ? {} : { sampler: new AlwaysOnSampler() }),
    });
    const exporter = this.#exporters.metrics();
    const readers = exporter === null ? [] : [periodicReader(this.#env, exporter)];
    const measuring = new MeterProvider({ resource, readers: [...this.#metricReaders, ...readers] });
    this.#metricReaders = [];
    this.#opened.push(tracing, measuring);
    return { tracer: tracing.getTracer(SCOPE), meter: measuring.getMeter(SCOPE), instruments: new Map() };
  }
}

function periodicReader(env: Environment, exporter: PushMetricExporter): MetricReader {
  const exportIntervalMillis = numberOf(env, 'OTEL_METRIC_EXPORT_INTERVAL', OTEL_DEFAULTS.metricIntervalMs);
  const timeout = numberOf(env, 'OTEL_METRIC_EXPORT_TIMEOUT', OTEL_DEFAULTS.metricTimeoutMs);
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(timeout, exportIntervalMillis),
    cardinalityLimits: { default: MAX_SERIES },
  });
}

/**
 * Starts tracing and metrics for this process: call it before anything else, once its settings are read. `service`: whose they are
 * outside of `inService`. Both go out over OTLP when `OTEL_EXPORTER_OTLP_ENDPOINT` (or the signal's own) is set; without it trace
 * ids still exist, so that explanations and logs carry them. `OTEL_SDK_DISABLED=true` leaves all of it out. `env` is that of the
 * process, of which the SDK reads a part by itself. Throws with the names of all `OTEL_*` that are wrong.
 */
export async function startTelemetry(
  service: string,
  env: Environment,
  extras: TelemetryExtras = {},
): Promise<Telemetry> {
  const errors = otelErrors(env);
  if (errors.length > 0) throw new Error(errors.map(({ path, message }) => `${path} ${message}`).join('\n'));
  if (isDisabled(env)) return { shutdown: async () => undefined };
  const providers = new Providers(env, await loadExporters(env), extras);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  useTelemetry((active) => providers.of(active ?? service));
  providers.of(service);
  return {
    shutdown: async (limitMs) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
      await Promise.race([providers.shutdown(), late]);
      clearTimeout(timer);
      context.disable();
      useTelemetry(null);
    },
  };
}
