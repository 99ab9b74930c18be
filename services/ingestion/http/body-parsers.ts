import type { HttpServer } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';

type Scope = Pick<HttpServer, 'addContentTypeParser' | 'removeAllContentTypeParsers'>;

/** Nothing but JSON is taken, and left as bytes: it is parsed once, by the use case, as a line of a stream is. */
export function takeJsonAsBytes(scope: Scope): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
}

/** Nothing but NDJSON is taken, and left as the stream that it is, without a limit of size. */
export function takeLinesAsStream(scope: Scope): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/x-ndjson', 'application/ndjson'],
    async (_request: FastifyRequest, payload: NodeJS.ReadableStream) => payload,
  );
}
