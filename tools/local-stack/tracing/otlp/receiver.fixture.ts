import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decode, type Decoded } from './decode.fixture.ts';
import { metricsOf, type ReceivedMetric, type ReceivedSpan, spansOf } from './received.fixture.ts';
import { METRICS_REQUEST, TRACES } from './schema.fixture.ts';

/** Takes OTLP over HTTP in protobuf, as a collector does, and keeps all of it. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly metrics: ReceivedMetric[] = [];
  /** Every request as it came, and decoded. */
  readonly raw: Buffer[] = [];
  readonly decoded: Decoded[] = [];
  /** What could not be taken. */
  readonly faults: unknown[] = [];
  readonly #server: Server;
  #isHanging = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<OtlpReceiver> {
    const server = createServer((request, response) => {
      receiver.#take(request, response).catch((error: unknown) => {
        receiver.faults.push(error);
        response.writeHead(400).end();
      });
    }).listen(0, '127.0.0.1');
    const receiver = new OtlpReceiver(server);
    await once(server, 'listening');
    return receiver;
  }

  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on nothing is answered. */
  hang(): void {
    this.#isHanging = true;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isHanging) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    if (request.headers['content-type'] !== 'application/x-protobuf') throw new Error('only protobuf is taken');
    const isTraces = request.url === '/v1/traces';
    const decoded = decode(bytes, isTraces ? TRACES : METRICS_REQUEST);
    this.raw.push(bytes);
    this.decoded.push(decoded);
    this.spans.push(...spansOf(decoded));
    this.metrics.push(...metricsOf(decoded));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  }
}
