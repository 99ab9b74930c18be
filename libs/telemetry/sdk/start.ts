import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

export interface Telemetry {
  /** Sends what is left, within `limitMs`, and stops. */
  shutdown(limitMs: number): Promise<void>;
}

/** Spans that wait for the exporter; more are dropped, so that a slow collector never holds a night back. */
const MAX_QUEUED_SPANS = 8_192;

/**
 * Starts tracing for this process: call it before anything else. Spans are exported over OTLP when `OTEL_EXPORTER_OTLP_ENDPOINT`
 * (or the traces' own) is set; without it trace ids still exist, so that explanations and logs carry them.
 */
export function startTelemetry(
  service: string,
  env: Readonly<Record<string, string | undefined>>,
  processors: readonly SpanProcessor[] = [],
): Telemetry {
  const exporting =
    env['OTEL_SDK_DISABLED'] !== 'true' &&
    (env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? '') !== '';
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'passback' }),
    spanProcessors: [
      ...processors,
      ...(exporting ? [new BatchSpanProcessor(new OTLPTraceExporter(), { maxQueueSize: MAX_QUEUED_SPANS })] : []),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    shutdown: (limitMs) =>
      Promise.race([
        provider.shutdown().catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref()),
      ]),
  };
}
