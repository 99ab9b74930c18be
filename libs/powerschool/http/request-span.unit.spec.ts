import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inSpan, startTelemetry, type Telemetry } from '@passback/telemetry';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SisError } from '../port/gradebook.ts';
import type { SisRequest, SisResponse } from '../port/transport.ts';
import { inRequestSpan } from './request-span.ts';

const SETTINGS = { baseUrl: 'https://sis.school.test/ps', districtId: 'lincoln' };
const REQUEST: SisRequest = {
  method: 'PUT',
  path: '/ws/xte/score?users_dcid=8301',
  route: '/ws/xte/score',
  headers: { authorization: 'Bearer geheim' },
  body: '{"scorepoints":9.5}',
};
const answering = (status: number) => (): Promise<SisResponse> =>
  Promise.resolve({ status, headers: {}, body: 'words' });

describe('the span of a request', () => {
  let exporter: InMemorySpanExporter;
  let telemetry: Telemetry;
  beforeAll(async () => {
    exporter = new InMemorySpanExporter();
    telemetry = await startTelemetry('test', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
  });
  beforeEach(() => exporter.reset());
  afterAll(() => telemetry.shutdown(1000));

  const spanOf = async (send: () => Promise<SisResponse>) => {
    await inSpan('deliver section assessment', {}, () => inRequestSpan(SETTINGS, REQUEST, send)).catch(() => undefined);
    const [span, outer] = exporter.getFinishedSpans();
    expect(span?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    return span!;
  };

  test('says by the conventions what was asked of whom, and what came back', async () => {
    const span = await spanOf(answering(200));
    expect(span).toMatchObject({ name: 'PUT /ws/xte/score', kind: 2, status: { code: 0 } });
    expect(span.attributes).toEqual({
      'http.request.method': 'PUT',
      'url.template': '/ws/xte/score',
      'server.address': 'sis.school.test',
      'server.port': 443,
      'http.response.status_code': 200,
      'passback.district': 'lincoln',
    });
  });

  test('failed for a refusal, and for no answer', async () => {
    expect(await spanOf(answering(409))).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': '409' } });
    exporter.reset();
    const lost = new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, 'reset');
    expect(await spanOf(() => Promise.reject(lost))).toMatchObject({ status: { code: 2 } });
  });

  test('holds neither ids of the query, nor what was sent, nor the token', async () => {
    const span = await spanOf(answering(409));
    expect(JSON.stringify([span.name, span.attributes, span.status])).not.toMatch(/8301|9\.5|geheim|words/);
  });

  test('is not made where there is no journey that it belongs to', async () => {
    await inRequestSpan(SETTINGS, REQUEST, answering(200));
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
