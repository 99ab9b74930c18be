import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { Health } from '../health/health.ts';
import { createLogger } from '../logging/logger.ts';
import { HttpProblem } from './problem.ts';
import { createHttpServer, type HttpServer } from './server.ts';

let trouble: Error | null;
let health: Health;
let server: HttpServer;
let url: string;

beforeEach(async () => {
  trouble = null;
  const check = async (): Promise<void> => {
    if (trouble !== null) throw trouble;
  };
  const logger = createLogger('test', 'silent');
  health = new Health([{ name: 'ledger', check }], logger);
  server = await createHttpServer({
    title: 'test',
    description: 'test',
    health,
    logger,
    bodyLimitBytes: 1_000,
  });
  const body = Type.Object({ count: Type.Integer() });
  server.put('/things', { schema: { body } }, async (request) => ({ count: request.body.count }));
  server.get('/breaks', async () => {
    throw new Error('a secret detail');
  });
  server.get('/things/:id', async () => ({}));
  server.get('/refuses', async () => {
    throw new HttpProblem(503, 'Not now', { headers: { 'retry-after': '7' } });
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

const put = (body: string, type = 'application/json') =>
  fetch(`${url}/things`, { method: 'PUT', headers: { 'content-type': type }, body });

describe('problem+json', () => {
  it.each([
    ['a wrong field', () => put('{"count":"1"}'), 400, 'count'],
    ['what is no JSON', () => put('{'), 400, ''],
    ['too large a body', () => put(JSON.stringify({ count: 1, filler: 'x'.repeat(2_000) })), 413, ''],
    ['a path that cannot be decoded', () => fetch(`${url}/%zz`), 400, ''],
    ['an unknown type', () => put('count=1', 'application/x-www-form-urlencoded'), 415, ''],
  ])('answers %s', async (_what, send, status, path) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, errors: [expect.objectContaining({ path })] });
  });

  it('answers a path with an id that is longer than any, without saying it again', async () => {
    const response = await fetch(`${url}/things/${'x'.repeat(2_000)}`);
    expect(response.status).toBe(414);
    expect(await response.text()).not.toContain('xxx');
  });

  it('answers an unknown path, a refusal with its headers, and a failure without its words', async () => {
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    const refused = await fetch(`${url}/refuses`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '7']);
    const broken = await fetch(`${url}/breaks`);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret');
  });
});

describe('what is no HTTP', () => {
  /** All that comes back until the connection is closed. */
  async function answerTo(bytes: string): Promise<string> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    socket.write(bytes);
    await once(socket, 'close');
    return answer;
  }

  it.each([
    ['a control character in a header', 'GET /livez HTTP/1.1\r\nhost: x\r\nif-match: a\u007f\u0001\r\n\r\n', 400],
    ['a header without end', `GET /livez HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['nonsense', 'nonsense\r\n\r\n', 400],
  ])('%s is a problem as any, and the connection ends', async (_what, bytes, status) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status, errors: [] });
  });
});

describe('probes', () => {
  it('is alive and ready', async () => {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    health.stopping();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it('says what it cannot work without, and nothing of the inside', async () => {
    trouble = new Error('connect ECONNREFUSED 10.1.2.3:9092');
    const unready = await fetch(`${url}/readyz`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ ready: false, checks: { ledger: 'failed' } });
  });

  it('serves its OpenAPI', async () => {
    const document = (await (await fetch(`${url}/documentation/json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain('/things');
  });
});
