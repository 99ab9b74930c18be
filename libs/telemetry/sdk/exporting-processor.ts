import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { METRICS } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { inService } from '../service/service.ts';
import { type Environment, numberOf } from '../settings/environment.ts';
import { OTEL_DEFAULTS } from '../settings/otel-settings.ts';

/** Each is counted by the service that made it, whichever of them the exporter works for just now. */
function countDropped(spans: readonly ReadableSpan[]): void {
  const services = Map.groupBy(spans, ({ resource }) => String(resource.attributes[ATTR_SERVICE_NAME]));
  for (const [service, dropped] of services) inService(service, () => measure(METRICS.droppedSpans, dropped.length));
}

/** What an exporter did not take is dropped, and counted. */
class CountingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #settled: (spans: number) => void;

  constructor(exporter: SpanExporter, settled: (spans: number) => void) {
    this.#exporter = exporter;
    this.#settled = settled;
  }

  export(spans: ReadableSpan[], told: (result: ExportResult) => void): void {
    this.#exporter.export(spans, (result) => {
      this.#settled(spans.length);
      if (result.code !== ExportResultCode.SUCCESS) countDropped(spans);
      told(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

/**
 * Batches spans for `exporter`, of which no more than `OTEL_BSP_MAX_QUEUE_SIZE` (8,192 where it is not set) wait, those that the
 * exporter has in hand included. Ending a span never waits; what finds no room is dropped and counted.
 */
export function exportingProcessor(
  exporter: SpanExporter,
  env: Environment,
): SpanProcessor & { readonly waiting: number } {
  const most = numberOf(env, 'OTEL_BSP_MAX_QUEUE_SIZE', OTEL_DEFAULTS.maxQueueSize);
  let waiting = 0;
  const counting = new CountingExporter(exporter, (spans) => (waiting -= spans));
  const batch = numberOf(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', OTEL_DEFAULTS.maxExportBatchSize);
  const maxExportBatchSize = Math.min(most, batch);
  const batches = new BatchSpanProcessor(counting, { maxQueueSize: most, maxExportBatchSize });
  return {
    get waiting() {
      return waiting;
    },
    onStart: (span, context) => batches.onStart(span, context),
    onEnd(span) {
      if (waiting >= most) return countDropped([span]);
      waiting += 1;
      batches.onEnd(span);
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}
