import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HASTE_MS } from '../patience.fixture.ts';
import type { SisRequest } from '../port/transport.ts';
import { createExchange, type Exchange, MAX_BODY_BYTES } from './exchange.ts';
import { type Answering, StubServer } from './stub-server.fixture.ts';

const PUT: SisRequest = {
  method: 'PUT',
  path: '/ws/xte/score?users_dcid=1',
  route: '/ws/xte/score',
  body: '{"points":9}',
};
const GET: SisRequest = { method: 'GET', path: '/ws/v1/metadata', route: '/ws/v1/metadata' };

describe('one exchange', () => {
  let stub: StubServer;
  let exchange: Exchange;
  let moments: string[];
  beforeEach(async () => {
    stub = await StubServer.open();
    exchange = createExchange(stub.settings({ baseUrl: `${stub.url}/ps` }));
    moments = [];
  });
  afterEach(async () => {
    await exchange.close();
    await stub.close();
  });

  const send = (request: SisRequest, signal?: AbortSignal) =>
    exchange.send(
      request,
      { sent: () => void moments.push('sent'), answered: () => void moments.push('answered') },
      signal,
    );

  test('sends below the base path and gives status, headers and text', async () => {
    stub.answering = (response) => {
      response.writeHead(201, { Location: '/a/7', 'X-Two': ['a', 'b'] });
      response.end('é');
    };
    const answer = await send({ ...PUT, headers: { authorization: 'Bearer t' } });
    expect(answer).toMatchObject({ status: 201, body: 'é', headers: { location: '/a/7', 'x-two': 'a, b' } });
    expect(stub.received[0]).toMatchObject({ method: 'PUT', url: '/ps/ws/xte/score?users_dcid=1', body: PUT.body });
    expect(stub.received[0]?.headers).toMatchObject({ authorization: 'Bearer t', accept: 'application/json' });
    expect(moments).toEqual(['sent', 'answered']);
  });

  test('uses connections again: no more than may be under way at once', async () => {
    for (let n = 0; n < 20; n++) await send(GET);
    expect(stub.sockets.size).toBeLessThanOrEqual(4);
  });

  const LOST: readonly (readonly [string, Answering])[] = [
    ['reset before an answer', (_response, _received, socket) => socket.resetAndDestroy()],
    [
      'reset in the middle of the answer',
      (response, _received, socket) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"a":');
        setImmediate(() => socket.resetAndDestroy());
      },
    ],
    [
      'cut off: shorter than its length',
      (response, _received, socket) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"a":1}', () => socket.end());
      },
    ],
    [
      'cut off: chunks without an end',
      (response, _received, socket) => void response.write('{"a":1}', () => socket.end()),
    ],
    ['no HTTP', (_response, _received, socket) => void socket.end('220 mail.school.test ESMTP\r\n\r\n')],
    ['too long', (response) => response.end(Buffer.alloc(MAX_BODY_BYTES + 1, ' '))],
    [
      'too long, and does not say how long',
      (response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        for (let n = 0; n < 9; n++) response.write(chunk);
        response.end();
      },
    ],
  ];

  test.each(LOST)('whose answer is %s: transient, and a write is in doubt', async (_what, answering) => {
    stub.answering = answering;
    await expect(send(PUT)).rejects.toMatchObject({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true });
    await expect(send(GET)).rejects.toMatchObject({ class: 'transient', uncertain: false });
    stub.answering = (response) => response.end('{"ok":true}');
    await expect(send(GET)).resolves.toMatchObject({ body: '{"ok":true}' });
  });

  test.each<[string, Answering]>([
    ['does not come', () => undefined],
    [
      'drips',
      (response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('whose answer %s for longer than the time: transient, and a write is in doubt', async (_what, answering) => {
    stub.answering = answering;
    const hasty = createExchange(stub.settings({ timeoutMs: HASTE_MS }));
    const ask = (request: SisRequest) =>
      hasty.send(request, { sent: () => undefined, answered: () => undefined }, undefined);
    const message = expect.stringContaining(`${HASTE_MS} ms`) as unknown;
    await Promise.all([
      expect(ask(PUT)).rejects.toMatchObject({ class: 'transient', uncertain: true, message }),
      expect(ask(GET)).rejects.toMatchObject({ class: 'transient', uncertain: false, message }),
    ]);
    await hasty.close();
  });

  test('takes an answer of exactly the most bytes', async () => {
    stub.answering = (response) => response.end(Buffer.alloc(MAX_BODY_BYTES, ' '));
    expect((await send(GET)).body).toHaveLength(MAX_BODY_BYTES);
  });

  test('that found nobody there was not carried out', async () => {
    await stub.close();
    await expect(send(PUT)).rejects.toMatchObject({
      class: 'transient',
      uncertain: false,
      message: 'PUT /ws/xte/score: connection refused',
    });
    expect(moments).toEqual(['answered']);
    stub = await StubServer.open();
  });

  test('with a host name that nobody has was not carried out', async () => {
    const elsewhere = createExchange(stub.settings({ baseUrl: 'http://no-such-host.invalid' }));
    const answer = elsewhere.send(PUT, { sent: () => undefined, answered: () => undefined }, undefined);
    await expect(answer).rejects.toMatchObject({ class: 'transient', uncertain: false });
    await elsewhere.close();
  });

  test('that is still connecting when the time is over was not carried out', async () => {
    // Takes the connection, and never says a word of TLS.
    const full = createServer((socket) => socket.resume().on('error', () => undefined));
    full.listen({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => full.once('listening', resolve));
    const { port } = full.address() as AddressInfo;
    const elsewhere = createExchange(stub.settings({ baseUrl: `https://127.0.0.1:${port}`, timeoutMs: 300 }));
    const answer = elsewhere.send(PUT, { sent: () => undefined, answered: () => undefined }, undefined);
    await expect(answer).rejects.toMatchObject({ class: 'transient', uncertain: false });
    await elsewhere.close();
    await new Promise((resolve) => full.close(resolve));
  });

  test('that may not leave any more, said when its turn to be sent has come, is not sent', async () => {
    await send(GET);
    const lost = new Error('the lane is lost');
    const sent = (): never => {
      throw lost;
    };
    await expect(exchange.send(PUT, { sent, answered: () => undefined }, undefined)).rejects.toBe(lost);
    await expect(send(GET)).resolves.toMatchObject({ status: 200 });
    expect(stub.received.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('is given up when the caller gives up, in doubt once it left', async () => {
    const caller = new AbortController();
    stub.answering = () => caller.abort(new Error('lane lost'));
    await expect(send(PUT, caller.signal)).rejects.toMatchObject({ class: 'transient', uncertain: true });
  });

  test('says nothing of what was sent, nor of where', async () => {
    stub.answering = (_response, _received, socket) => socket.resetAndDestroy();
    const failure = await send({ ...PUT, headers: { authorization: 'Bearer geheim' } }).catch(
      (error: unknown) => error,
    );
    const told = JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + String((failure as Error).stack);
    expect(told).not.toMatch(/geheim|points|users_dcid/);
  });

  test('under way when the connections end may still end, for a moment', async () => {
    let closing: Promise<void> | undefined;
    stub.answering = (response) => {
      closing = exchange.close();
      setTimeout(() => response.end('{"late":true}'), 50);
    };
    await expect(send(PUT)).resolves.toMatchObject({ body: '{"late":true}' });
    await closing;
  });

  test('under way that does not end is cut off when the connections end, and in doubt', async () => {
    let closing: Promise<void> | undefined;
    stub.answering = () => {
      closing = exchange.close();
    };
    await expect(send(PUT)).rejects.toMatchObject({ class: 'transient', uncertain: true });
    await closing;
  });
});
