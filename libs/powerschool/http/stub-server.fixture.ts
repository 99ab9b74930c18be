import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PATIENCE_MS } from '../patience.fixture.ts';
import type { GradebookSettings } from '../port/transport.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly at: number;
}

export type Answering = (response: ServerResponse, received: Received, socket: Socket) => void;

/** An HTTP server that answers as the test says, and tells what came. */
export class StubServer {
  readonly received: Received[] = [];
  readonly sockets = new Set<Socket>();
  answering: Answering = (response) => response.end('{}');
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  static async open(answering?: Answering): Promise<StubServer> {
    const stub = new StubServer();
    if (answering !== undefined) stub.answering = answering;
    stub.#server.on('connection', (socket) => stub.sockets.add(socket));
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  settings(changes: Partial<GradebookSettings> = {}): GradebookSettings {
    return {
      districtId: 'lincoln',
      connector: 'xte',
      baseUrl: this.url,
      isAddressTrusted: true,
      clientId: 'client-1',
      clientSecret: 'secret-1',
      minIntervalMs: 0,
      concurrency: 4,
      timeoutMs: PATIENCE_MS,
      ...changes,
    };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers, socket } = request;
    const received = { method, url, headers, body: Buffer.concat(chunks).toString(), at };
    this.received.push(received);
    this.answering(response, received, socket);
  }
}
