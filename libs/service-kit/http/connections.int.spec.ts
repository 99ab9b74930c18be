import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { Health } from '../health/health.ts';
import { createLogger } from '../logging/logger.ts';
import { LINGER_LIMIT } from './lingering-close.ts';
import { HttpProblem } from './problem.ts';
import { createHttpServer, HTTP_LIMITS, type HttpServer, type HttpServerOptions } from './server.ts';

let server: HttpServer;
let url: string;
const clients: Client[] = [];
let handled: string[];

async function start(limits: NonNullable<HttpServerOptions['limits']> = {}): Promise<void> {
  server = await createHttpServer({
    title: 'test',
    description: 'test',
    health: new Health([], createLogger('test', 'silent')),
    logger: createLogger('test', 'silent'),
    bodyLimitBytes: 1_000,
    limits,
  });
  await server.register(async (scope) => {
    scope.addHook('onRequest', async () => {
      throw new HttpProblem(401, 'Unauthorized');
    });
    scope.put('/closed', async () => 'never');
  });
  server.put('/open', { schema: { body: Type.Object({}) } }, async ({ url: path }) => {
    handled.push(path);
    return {};
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
}

beforeEach(() => {
  handled = [];
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await server.close();
});

/** A client that keeps its side open whatever the server does, and goes on sending. */
class Client {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  text = '';
  #drip: NodeJS.Timeout | null = null;

  constructor() {
    this.socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (chunk) => (this.text += String(chunk))).on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    clients.push(this);
  }

  send(text: string): this {
    this.socket.write(text);
    return this;
  }

  drip(text: string): this {
    this.#drip = setInterval(() => this.socket.write(text), 20);
    void this.closed.then(() => this.end());
    return this;
  }

  end(): void {
    if (this.#drip !== null) clearInterval(this.#drip);
    this.socket.destroy();
  }

  async answered(): Promise<string> {
    while (!this.text.includes('\r\n\r\n')) await nextTurn();
    return this.text;
  }
}

const head = (path: string, ...lines: string[]): string =>
  [`PUT ${path} HTTP/1.1`, 'host: x', 'content-type: application/json', ...lines, '', ''].join('\r\n');
const CHUNKED = 'transfer-encoding: chunked';

async function open(): Promise<number> {
  return new Promise((resolve) => server.server.getConnections((_error, count) => resolve(count)));
}

describe('a request that is refused while its body is still coming', () => {
  it.each([
    ['for want of a token', '/closed', 'application/json', 401],
    ['for its media type', '/open', 'text/css', 415],
    ['for its path', '/nowhere', 'application/json', 404],
  ])('%s ends its connection, however the body goes on', async (_what, path, type, status) => {
    await start();
    const text = head(path, CHUNKED).replace('application/json', type);
    const client = new Client().send(text).drip('1\r\nx\r\n');
    expect(await client.answered()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(client.text.toLowerCase()).toContain('connection: close');
    await client.closed;
    expect(await open()).toBe(0);
  });

  it('for its length ends its connection', async () => {
    await start();
    const client = new Client().send(head('/open', CHUNKED)).drip(`ff\r\n${'x'.repeat(255)}\r\n`);
    expect(await client.answered()).toMatch(/^HTTP\/1.1 413 /);
    await client.closed;
    expect(await open()).toBe(0);
  });

  it('is answered all the same when the client sends all before it reads', async () => {
    await start();
    const size = 4 * 1024 * 1024;
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(head('/closed', `content-length: ${size}`));
    for (let sent = 0; sent < size && !socket.destroyed; sent += 65_536) {
      const drained = new Promise((resolve) => socket.once('drain', resolve));
      if (!socket.write('x'.repeat(65_536))) await Promise.race([drained, closed]);
      await nextTurn();
    }
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    await Promise.race([once(socket, 'end').catch(() => undefined), closed]);
    socket.destroy();
    expect(text).toMatch(/^HTTP\/1.1 401 /);
    expect(text).toContain('Unauthorized');
  });

  it('is not read for ever: a body larger than any is cut off', async () => {
    await start();
    const client = new Client().send(head('/closed', CHUNKED));
    await client.answered();
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    let sent = 0;
    const startedAt = performance.now();
    while (!client.socket.destroyed && sent < 20 * LINGER_LIMIT.bytes) {
      sent += chunk.length;
      if (client.socket.write(chunk)) continue;
      const drained = new Promise((resolve) => client.socket.once('drain', resolve));
      await Promise.race([drained, client.closed]);
    }
    await client.closed;
    expect(sent).toBeLessThan(20 * LINGER_LIMIT.bytes);
    expect(performance.now() - startedAt).toBeLessThan(LINGER_LIMIT.ms);
  });

  it('is the last of its connection: what is sent behind it is not taken', async () => {
    await start();
    const client = new Client().send(head('/closed', 'content-length: 2'));
    await client.answered();
    client.send(`{}${head('/open?behind', 'content-length: 2')}{}`);
    while ((await open()) > 0) await nextTurn();
    expect(handled).toEqual([]);
    expect(client.text.match(/HTTP\/1.1/g)).toHaveLength(1);
  });
});

describe('a request that is answered after all of it came', () => {
  it('leaves its connection open for the next, refused or not', async () => {
    await start();
    const client = new Client().send(`${head('/open', 'content-length: 2')}{}`);
    await client.answered();
    client.text = '';
    client.send(head('/closed', 'content-length: 0'));
    expect(await client.answered()).toMatch(/^HTTP\/1.1 401 /);
    client.text = '';
    client.send(`${head('/open?again', 'content-length: 2')}{}`);
    expect(await client.answered()).toMatch(/^HTTP\/1.1 200 /);
    expect(handled).toEqual(['/open', '/open?again']);
  });
});

describe('a client that takes its time', () => {
  it('with the headers is told so, and its connection ends', async () => {
    await start({ headersMs: 150, checkEveryMs: 50 });
    const client = new Client().send('PUT /open HTTP/1.1\r\nhost: x\r\n').drip('x-a: b\r\n');
    expect(await client.answered()).toMatch(/^HTTP\/1.1 408 /);
    await client.closed;
    expect(await open()).toBe(0);
  });

  it('with the body is told so, and its connection ends', async () => {
    await start({ headersMs: 150, requestMs: 300, checkEveryMs: 50 });
    const client = new Client().send(head('/open', CHUNKED)).drip('1\r\n \r\n');
    expect(await client.answered()).toMatch(/^HTTP\/1.1 408 /);
    await client.closed;
    expect(await open()).toBe(0);
  });

  it('until the next request is not waited for for ever', async () => {
    await start({ keepAliveMs: 50 });
    const client = new Client().send(`${head('/open', 'content-length: 2')}{}`);
    await client.answered();
    await once(client.socket, 'end');
  });
});

describe('the connections of a server', () => {
  it('are bounded: one too many is closed as it comes, and a place that is free again is taken', async () => {
    await start({ connections: 2 });
    const [one, two] = [new Client(), new Client()];
    for (const client of [one, two]) await client.send(`${head('/open', 'content-length: 2')}{}`).answered();
    const third = new Client();
    await once(third.socket, 'end');
    expect(third.text).toBe('');
    one.end();
    while ((await open()) > 1) await nextTurn();
    expect(await new Client().send(`${head('/open', 'content-length: 2')}{}`).answered()).toMatch(/^HTTP\/1.1 200 /);
  });

  it('have limits where nobody says otherwise', async () => {
    await start();
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = server.server;
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
      headersTimeout: HTTP_LIMITS.headersMs,
      requestTimeout: HTTP_LIMITS.requestMs,
      keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
      maxConnections: HTTP_LIMITS.connections,
    });
  });
});
