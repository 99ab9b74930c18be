import { afterEach, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { METRICS } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { startSpan } from '../spans/spans.ts';
import { startTelemetry, type Telemetry } from './start.ts';

let telemetry: Telemetry | undefined;
afterEach(async () => telemetry?.shutdown(1_000));

const EXPORTED = 3;

it('exports a gauge that is not told of any more no more, and a counter for ever', async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(Buffer.concat(chunks).toString('latin1'));
      response.writeHead(200).end();
      if (received.length === EXPORTED) server.emit('enough');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const enough = once(server, 'enough');
  // The SDK's exporter takes its address from the environment of the process.
  process.env['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    telemetry = await startTelemetry('test', { ...process.env, OTEL_METRIC_EXPORT_INTERVAL: '50' });
    measure(METRICS.unitsDue, 7, { 'passback.district': 'lincoln' });
    measure(METRICS.scores, 7, { 'passback.district': 'lincoln' });
    await enough;
  } finally {
    delete process.env['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'];
    server.closeAllConnections();
    server.close();
  }
  const exportsOf = ({ name }: { name: string }): boolean[] => received.map((body) => body.includes(name));
  expect(exportsOf(METRICS.unitsDue).filter(Boolean)).toHaveLength(1);
  expect(exportsOf(METRICS.scores).filter(Boolean).length).toBeGreaterThan(1);
});

it('makes no trace ids where all telemetry is disabled, and some where only nothing is exported', async () => {
  telemetry = await startTelemetry('test', { OTEL_SDK_DISABLED: 'true' });
  expect(startSpan('journey', { parent: null }).traceparent).toBeNull();
  telemetry = await startTelemetry('test', {});
  expect(startSpan('journey', { parent: null }).traceparent).not.toBeNull();
});

it('records a journey also where the caller does not sample its own part', async () => {
  telemetry = await startTelemetry('test', {});
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const { traceparent } = startSpan('journey', { parent: `00-${trace}-b7ad6b7169203331-00` });
  expect(traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
});
