import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countSpans } from './count-spans.ts';

/** Takes traces over OTLP/HTTP, counts the spans and keeps none. */
export class OtlpSink implements AsyncDisposable {
  readonly #server: Server;
  #spans = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<OtlpSink> {
    const server = createServer((request, response) => {
      void sink.#take(request).then(
        () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(),
        () => response.writeHead(400).end(),
      );
    }).listen(0, '127.0.0.1');
    const sink = new OtlpSink(server);
    await once(server, 'listening');
    return sink;
  }

  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get spans(): number {
    return this.#spans;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url?.endsWith('/v1/traces') === true) this.#spans += countSpans(Buffer.concat(chunks));
  }
}
