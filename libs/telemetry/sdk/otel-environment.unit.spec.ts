import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { METRICS } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { startSpan } from '../spans/spans.ts';
import { startTelemetry } from './start.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const caller = (flags: '00' | '01'): string => `00-${TRACE}-b7ad6b7169203331-${flags}`;

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** The spans that end while `work` runs, with these settings in the environment of the process. */
async function recorded(env: Readonly<Record<string, string>>, work: () => void): Promise<readonly ReadableSpan[]> {
  Object.assign(process.env, env);
  const exporter = new InMemorySpanExporter();
  const telemetry = await startTelemetry('rules', process.env, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
  try {
    work();
    return [...exporter.getFinishedSpans()];
  } finally {
    await telemetry.shutdown(1_000);
  }
}

const aSpan = (parent: string | null = null): void => startSpan('work', { parent }).end();

describe('OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME', () => {
  it.each<[said: string, env: Record<string, string>, resource: Record<string, string>]>([
    ['nothing', {}, { 'service.name': 'rules', 'service.namespace': 'passback', 'telemetry.sdk.language': 'nodejs' }],
    [
      'attributes, over what the service says of itself',
      {
        OTEL_RESOURCE_ATTRIBUTES:
          'deployment.environment.name=prod,service.namespace=a%20district,service.instance.id=r-0',
      },
      {
        ...{ 'service.name': 'rules', 'deployment.environment.name': 'prod' },
        ...{ 'service.namespace': 'a district', 'service.instance.id': 'r-0' },
      },
    ],
    ['a name as attribute', { OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' }, { 'service.name': 'other' }],
    [
      'a name, over that of the attributes',
      { OTEL_SERVICE_NAME: 'own', OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' },
      { 'service.name': 'own' },
    ],
  ])('%s', async (_said, env, resource) => {
    const [span] = await recorded(env, () => aSpan());
    expect(span?.resource.attributes).toMatchObject(resource);
  });
});

describe('OTEL_TRACES_SAMPLER and its argument', () => {
  it.each<[sampler: string, argument: string, of: 'root' | '00' | '01', spans: number]>([
    ['', '', '00', 1],
    ['always_on', '', '00', 1],
    ['always_off', '', 'root', 0],
    ['always_off', '', '01', 0],
    ['parentbased_always_on', '', 'root', 1],
    ['parentbased_always_on', '', '00', 0],
    ['parentbased_always_off', '', 'root', 0],
    ['parentbased_always_off', '', '01', 1],
    ['traceidratio', '0', '01', 0],
    ['traceidratio', '1', '00', 1],
    ['traceidratio', '', 'root', 1],
    ['parentbased_traceidratio', '0', 'root', 0],
    ['parentbased_traceidratio', '0', '01', 1],
    ['parentbased_traceidratio', '1.0', '00', 0],
  ])('%s(%s) of a journey that begins as %s', async (sampler, argument, of, spans) => {
    const env = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: argument };
    const ended = await recorded(env, () => aSpan(of === 'root' ? null : caller(of)));
    expect(ended).toHaveLength(spans);
  });

  it('what is not recorded still has ids to go on with', async () => {
    let traceparent: string | null = null;
    await recorded({ OTEL_TRACES_SAMPLER: 'always_off' }, () => {
      traceparent = startSpan('work', { parent: caller('01') }).traceparent;
    });
    expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  });
});

describe('limits of spans', () => {
  const full = (): void => {
    const attributes = { a: 'abcdef', b: 'abcdef', c: 'abcdef' };
    const span = startSpan('work', {
      parent: null,
      attributes,
      links: Array.from({ length: 200 }, () => caller('01')),
    });
    for (let at = 0; at < 200; at += 1) span.addEvent('event', attributes);
    span.end();
  };
  const sizes = (span: ReadableSpan | undefined) => ({
    links: span?.links.length,
    events: span?.events.length,
    attributes: Object.keys(span?.attributes ?? {}).length,
    ofEvent: Object.keys(span?.events[0]?.attributes ?? {}).length,
    length: String(span?.attributes['a']).length,
  });
  const NONE = { links: 200, events: 200, attributes: 3, ofEvent: 3, length: 6 };

  it.each<[env: Record<string, string>, limited: Partial<typeof NONE>]>([
    [{}, {}],
    [{ OTEL_SPAN_LINK_COUNT_LIMIT: '5' }, { links: 5 }],
    [{ OTEL_SPAN_EVENT_COUNT_LIMIT: '6' }, { events: 6 }],
    [{ OTEL_ATTRIBUTE_COUNT_LIMIT: '2' }, { attributes: 2 }],
    [{ OTEL_ATTRIBUTE_COUNT_LIMIT: '2', OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1' }, { attributes: 1 }],
    [{ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4' }, { length: 4 }],
    [{ OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '3' }, { length: 3 }],
    [{ OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '1' }, { ofEvent: 1 }],
  ])('%j', async (env, limited) => {
    const [span] = await recorded(env, full);
    expect(sizes(span)).toEqual({ ...NONE, ...limited });
  });
});

describe('where it goes', () => {
  let server: Server;
  let url: string;
  let taken: { path: string; headers: IncomingHttpHeaders }[];
  beforeEach(async () => {
    taken = [];
    server = createServer((request, response) => {
      taken.push({ path: request.url ?? '', headers: request.headers });
      request.resume().on('end', () => response.writeHead(200).end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The requests that a span and a metric make. */
  async function exported(env: Readonly<Record<string, string>>): Promise<typeof taken> {
    Object.assign(process.env, env);
    const telemetry = await startTelemetry('rules', process.env);
    aSpan();
    measure(METRICS.scores, 1);
    await telemetry.shutdown(5_000);
    return taken.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  }
  const paths = async (env: Readonly<Record<string, string>>): Promise<string[]> =>
    (await exported(env)).map(({ path }) => path);

  it('nowhere, where no address is given', async () => {
    expect(await paths({})).toEqual([]);
  });

  it.each<[said: string, env: (at: string) => Record<string, string>, to: string[]]>([
    ['one address for both', (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at }), ['/v1/metrics', '/v1/traces']],
    [
      'a base, to which the signal is added',
      (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: `${at}/base/` }),
      ['/base/v1/metrics', '/base/v1/traces'],
    ],
    [
      'the signal’s own, taken as it is',
      (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${at}/own` }),
      ['/own', '/v1/metrics'],
    ],
    ['only traces', (at) => ({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${at}/own` }), ['/own']],
    ['no traces', (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_TRACES_EXPORTER: 'none' }), ['/v1/metrics']],
    ['no metrics', (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_METRICS_EXPORTER: 'none' }), ['/v1/traces']],
    [
      'both by name',
      (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_TRACES_EXPORTER: 'otlp', OTEL_METRICS_EXPORTER: 'otlp' }),
      ['/v1/metrics', '/v1/traces'],
    ],
    ['nothing at all', (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_SDK_DISABLED: 'True' }), []],
    [
      'the protocol by name',
      (at) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }),
      ['/v1/metrics', '/v1/traces'],
    ],
  ])('%s', async (_said, env, to) => {
    expect(await paths(env(url))).toEqual(to);
    for (const { headers } of taken) expect(headers['content-type']).toBe('application/x-protobuf');
  });

  it('with the headers of all and of the signal, and compressed', async () => {
    const [metrics, traces] = await exported({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-tenant=all',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=traces',
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
    });
    expect(metrics?.headers).toMatchObject({
      ...{ authorization: 'Bearer abc', 'x-tenant': 'all', 'content-encoding': 'gzip' },
    });
    expect(traces?.headers).toMatchObject({ authorization: 'Bearer abc', 'x-tenant': 'traces' });
    expect(traces?.headers['content-encoding']).toBeUndefined();
  });
});
