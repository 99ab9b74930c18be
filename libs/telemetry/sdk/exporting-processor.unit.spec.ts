import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { startSpan } from '../spans/spans.ts';
import { exportingProcessor } from './exporting-processor.ts';
import { startTelemetry, type Telemetry } from './start.ts';

const MOST = 100;
const env = { OTEL_BSP_MAX_QUEUE_SIZE: String(MOST), OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10' };

/** Answers when it is told to. */
class SlowExporter {
  readonly taken: ReadableSpan[] = [];
  readonly #waiting: ((result: ExportResult) => void)[] = [];
  answer: ExportResultCode | null = null;

  export(spans: ReadableSpan[], told: (result: ExportResult) => void): void {
    this.taken.push(...spans);
    if (this.answer === null) this.#waiting.push(told);
    else told({ code: this.answer });
  }

  /** Answers what waits, and all that comes. */
  answerAll(code: ExportResultCode): void {
    this.answer = code;
    for (const told of this.#waiting.splice(0)) told({ code });
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

describe('an exporter that is slow or down', () => {
  let exporter: SlowExporter;
  let processor: ReturnType<typeof exportingProcessor>;
  let telemetry: Telemetry;
  let reader: PeriodicExportingMetricReader;
  let metrics: InMemoryMetricExporter;
  beforeEach(async () => {
    metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    exporter = new SlowExporter();
    processor = exportingProcessor(exporter, env);
    reader = new PeriodicExportingMetricReader({ exporter: metrics });
    telemetry = await startTelemetry('test', {}, { spanProcessors: [processor], metricReaders: [reader] });
  });
  afterEach(async () => {
    exporter.answerAll(ExportResultCode.SUCCESS);
    await telemetry.shutdown(1_000);
  });

  const endSpans = (count: number): void => {
    for (let at = 0; at < count; at += 1) startSpan(`span ${at}`, { parent: null }).end();
  };
  const dropped = async (): Promise<unknown> => {
    await reader.forceFlush();
    return metrics.getMetrics().at(-1)?.scopeMetrics[0]?.metrics[0]?.dataPoints[0]?.value;
  };

  it('holds nothing back: what finds no room is dropped and counted, and no more than the limit waits', async () => {
    endSpans(MOST + 250);
    expect(processor.waiting).toBe(MOST);
    expect(await dropped()).toBe(250);
  });

  it('takes spans again once it answers', async () => {
    endSpans(MOST + 1);
    exporter.answerAll(ExportResultCode.SUCCESS);
    await processor.forceFlush();
    expect(exporter.taken).toHaveLength(MOST);
    expect(processor.waiting).toBe(0);
    endSpans(5);
    await processor.forceFlush();
    expect(exporter.taken).toHaveLength(MOST + 5);
    expect(await dropped()).toBe(1);
  });

  it('has what it did not take counted as dropped', async () => {
    exporter.answerAll(ExportResultCode.FAILED);
    endSpans(30);
    await processor.forceFlush().catch(() => undefined);
    expect(processor.waiting).toBe(0);
    expect(await dropped()).toBe(30);
  });

  it('does not keep a process from ending', async () => {
    endSpans(MOST);
    const before = performance.now();
    await telemetry.shutdown(50);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
