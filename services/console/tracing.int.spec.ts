import { afterAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startTelemetry } from '@passback/telemetry';
import { startConsole } from './testing/console.fixture.ts';
import { DISTRICT, settingsJson } from './testing/settings.fixture.ts';
import { TRACE_ID } from './testing/units.fixture.ts';

const exporter = new InMemorySpanExporter();
const telemetry = await startTelemetry('console', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
afterAll(() => telemetry.shutdown(1_000));

describe('a request to the console', () => {
  it('continues the caller’s trace into the service that it commands', async () => {
    const console = await startConsole();
    const headers = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` };
    expect((await console.call('POST', `/v1/districts/${DISTRICT}/runs`, { headers })).status).toBe(202);
    await console.stop();
    const inTrace = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === TRACE_ID);
    const request = inTrace.find(({ name }) => name === 'POST /v1/districts/:districtId/runs');
    expect(request?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    const call = inTrace.find(({ parentSpanContext }) => parentSpanContext?.spanId === request?.spanContext().spanId);
    const handled = inTrace.find(({ parentSpanContext }) => parentSpanContext?.spanId === call?.spanContext().spanId);
    expect(call?.name).toBe('passback.rules.v1.RulesService/StartRun');
    expect(handled).toBeDefined();
  });

  it('leaves no secret in its spans', async () => {
    exporter.reset();
    const console = await startConsole();
    await console.call('PUT', `/v1/districts/${DISTRICT}`, { body: settingsJson() });
    await console.call('PUT', `/v1/districts/${DISTRICT}`, {
      body: settingsJson({ timeZone: 'the-secret-of-lincoln' }),
    });
    await console.stop();
    const exported = exporter.getFinishedSpans().map(({ name, attributes, status }) => ({ name, attributes, status }));
    expect(exported.length).toBeGreaterThan(1);
    expect(JSON.stringify(exported)).not.toMatch(/the-secret|token-of/);
  });
});
