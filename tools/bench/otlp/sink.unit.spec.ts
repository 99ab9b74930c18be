import { describe, expect, it } from '@jest/globals';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { countSpans } from './count-spans.ts';
import { OtlpSink } from './sink.ts';

it('counts what an exporter sends', async () => {
  await using sink = await OtlpSink.start();
  const exporter = new OTLPTraceExporter({ url: `${sink.url}/v1/traces` });
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  for (const name of ['one', 'two']) {
    const tracer = provider.getTracer(name);
    for (let at = 0; at < 300; at++) tracer.startSpan(`span ${at}`, { attributes: { at, name } }).end();
  }
  await provider.forceFlush();
  await provider.shutdown();
  expect(sink.spans).toBe(600);
});

describe('spans of an export', () => {
  it('are none where there are none', () => {
    expect(countSpans(new Uint8Array())).toBe(0);
  });

  it.each([
    ['ends within a number', [0x0a]],
    ['ends within a field', [0x0a, 0x05, 0x00]],
    ['no wire type', [0x0b]],
  ])('are not counted in bytes that are no message: %s', (words, bytes) => {
    expect(() => countSpans(Uint8Array.from(bytes))).toThrow(words);
  });
});
