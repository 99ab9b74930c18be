import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { METRICS } from '../metrics/catalogue.ts';
import { record } from '../metrics/record.ts';

/** Spans in memory that the exporter has not taken yet, about 16 MB; more are dropped, so that a slow collector never holds a night back. */
export const MAX_WAITING_SPANS = 8_192;
const MAX_EXPORT_BATCH = 512;

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
      if (result.code !== ExportResultCode.SUCCESS) record(METRICS.droppedSpans, spans.length);
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
  env: Readonly<Record<string, string | undefined>>,
): SpanProcessor & { readonly waiting: number } {
  const most = Number(env['OTEL_BSP_MAX_QUEUE_SIZE']) || MAX_WAITING_SPANS;
  let waiting = 0;
  const counting = new CountingExporter(exporter, (spans) => (waiting -= spans));
  const maxExportBatchSize = Math.min(most, Number(env['OTEL_BSP_MAX_EXPORT_BATCH_SIZE']) || MAX_EXPORT_BATCH);
  const batches = new BatchSpanProcessor(counting, { maxQueueSize: most, maxExportBatchSize });
  return {
    get waiting() {
      return waiting;
    },
    onStart: (span, context) => batches.onStart(span, context),
    onEnd(span) {
      if (waiting >= most) return record(METRICS.droppedSpans, 1);
      waiting += 1;
      batches.onEnd(span);
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}
