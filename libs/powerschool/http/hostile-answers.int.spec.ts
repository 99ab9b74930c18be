import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HASTE_MS, PATIENCE_MS } from '../patience.fixture.ts';
import type { SisRequest } from '../port/transport.ts';
import { createExchange, type Exchange, MAX_BODY_BYTES, MAX_HEADER_BYTES } from './exchange.ts';
import { StubServer } from './stub-server.fixture.ts';

const GET: SisRequest = { method: 'GET', path: '/x', route: '/x' };
const UNWATCHED = { sent: () => undefined, answered: () => undefined };
const TEN_GIGABYTES = 10 * 1024 ** 3;
/** What the kernel's buffers of both ends may hold beside what was read. */
const BUFFERED = 16 * 1024 * 1024;
const CHUNK = Buffer.alloc(256 * 1024, ' ');

type Speak = (socket: Socket, say: (data: string | Buffer) => boolean) => void;

/** Answers every request by `speak` on the bare socket, and counts what it could say. */
class HostileServer {
  readonly sockets = new Set<Socket>();
  /** Those that a request came on and that are still open. */
  readonly asked = new Set<Socket>();
  readonly #server: Server;
  said = 0;

  private constructor(speak: Speak) {
    this.#server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket) && this.asked.delete(socket));
      socket.once('data', () => {
        this.asked.add(socket);
        speak(socket, (data) => {
          this.said += data.length;
          return socket.write(data);
        });
      });
    });
  }

  static async open(speak: Speak): Promise<HostileServer> {
    const server = new HostileServer(speak);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Says `data` again and again for as long as somebody listens, as fast as it is taken. */
function forEver(data: string | Buffer, most = Infinity) {
  return (socket: Socket, say: (data: string | Buffer) => boolean): void => {
    let said = 0;
    const go = (): void => {
      while (!socket.destroyed && said < most) {
        said += data.length;
        if (!say(data)) return void socket.once('drain', go);
      }
    };
    go();
  };
}

function afterHead(head: string, then: Speak): Speak {
  return (socket, say) => {
    say(`HTTP/1.1 200 OK\r\n${head}`);
    then(socket, say);
  };
}

/** A byte now and then: never so slow that nothing comes, and never done. */
function dripping(socket: Socket, say: (data: string | Buffer) => boolean): void {
  const drip = setInterval(() => say(' '), 25);
  socket.on('close', () => clearInterval(drip));
}

describe('a hostile PowerSchool', () => {
  let hostile: HostileServer;
  let good: StubServer;
  const opened: Exchange[] = [];
  const open = (url: string, timeoutMs: number): Exchange => {
    const exchange = createExchange(good.settings({ baseUrl: url, timeoutMs, concurrency: 1 }));
    opened.push(exchange);
    return exchange;
  };
  beforeEach(async () => {
    good = await StubServer.open();
  });
  afterEach(async () => {
    for (const exchange of opened.splice(0)) await exchange.close();
    await hostile.close();
    await good.close();
  });

  /** What becomes of a request to it, while another district's are answered. */
  const ask = async (speak: Speak, timeoutMs: number): Promise<unknown> => {
    hostile = await HostileServer.open(speak);
    const neighbour = open(good.url, PATIENCE_MS);
    const ended = open(hostile.url, timeoutMs)
      .send(GET, UNWATCHED, undefined)
      .catch((error: unknown) => error);
    let isOver = false;
    void ended.then(() => (isOver = true));
    do await expect(neighbour.send(GET, UNWATCHED, undefined)).resolves.toMatchObject({ status: 200 });
    while (!isOver);
    return ended;
  };

  const ENDLESS: readonly (readonly [string, Speak, string, number])[] = [
    [
      'ten gigabytes, and says so',
      afterHead(`content-length: ${TEN_GIGABYTES}\r\n\r\n`, forEver(CHUNK, TEN_GIGABYTES)),
      `answer of more than ${MAX_BODY_BYTES} bytes`,
      MAX_BODY_BYTES,
    ],
    [
      'chunks without an end',
      afterHead(
        'transfer-encoding: chunked\r\n\r\n',
        forEver(Buffer.concat([Buffer.from('40000\r\n'), CHUNK, Buffer.from('\r\n')])),
      ),
      `answer of more than ${MAX_BODY_BYTES} bytes`,
      MAX_BODY_BYTES,
    ],
    [
      'a body without a length',
      afterHead('\r\n', forEver(CHUNK)),
      `answer of more than ${MAX_BODY_BYTES} bytes`,
      MAX_BODY_BYTES,
    ],
    [
      'headers without an end',
      afterHead('', forEver(`x-a: ${'b'.repeat(1000)}\r\n`)),
      `headers of more than ${MAX_HEADER_BYTES} bytes`,
      MAX_HEADER_BYTES,
    ],
    [
      'one header without an end',
      afterHead('x-a: ', forEver('b'.repeat(1000))),
      `headers of more than ${MAX_HEADER_BYTES} bytes`,
      MAX_HEADER_BYTES,
    ],
    [
      'trailers without an end',
      afterHead('transfer-encoding: chunked\r\n\r\n0\r\n', forEver(`x-a: ${'b'.repeat(1000)}\r\n`)),
      `headers of more than ${MAX_HEADER_BYTES} bytes`,
      MAX_HEADER_BYTES,
    ],
  ];

  test.each(ENDLESS)('that sends %s is listened to for as long as the limit says', async (_what, speak, why, most) => {
    const failure = await ask(speak, PATIENCE_MS);
    expect(failure).toMatchObject({ class: 'transient', code: 'SIS_UNAVAILABLE', message: `GET /x: ${why}` });
    await gone(hostile);
    expect(hostile.said).toBeLessThan(most + BUFFERED);
  });

  const SLOW: readonly (readonly [string, Speak])[] = [
    ['says nothing', () => undefined],
    ['says that it answers, and then nothing', (_socket, say) => void say('HTTP/1.1 200 OK\r\n')],
    ['answers and never ends', (_socket, say) => void say('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"a":')],
    ['sends a byte now and then', afterHead('content-length: 100000\r\n\r\n', dripping)],
    ['sends a byte of a header now and then', afterHead('x-a: ', dripping)],
    ['is about to answer, for ever', forEverSlowly('HTTP/1.1 102 Processing\r\n\r\n')],
  ];

  test.each(SLOW)('that %s is waited for as long as the time says', async (_what, speak) => {
    const failure = await ask(speak, HASTE_MS);
    expect(failure).toMatchObject({ class: 'transient', message: `GET /x: no whole answer within ${HASTE_MS} ms` });
    await gone(hostile);
  });

  test('that sends a packed body has it taken as it is: nothing is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const answer = await ask((_socket, say) => {
      say(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      say(bomb);
    }, PATIENCE_MS);
    expect((answer as { body: string }).body.length).toBeLessThanOrEqual(bomb.length);
  });
});

function forEverSlowly(data: string) {
  return (socket: Socket, say: (data: string | Buffer) => boolean): void => {
    const again = setInterval(() => say(data), 10);
    socket.on('close', () => clearInterval(again));
  };
}

/** The connection is closed from this side, not kept for the next request. */
async function gone(hostile: HostileServer): Promise<void> {
  for (const socket of hostile.asked) await new Promise((resolve) => socket.once('close', resolve));
}
