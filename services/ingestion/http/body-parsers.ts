import type { Readable } from 'node:stream';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
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
    async (_request: FastifyRequest, payload: Readable) => payload,
  );
}

/** The body that `takeJsonAsBytes` left; without one, no bytes. */
export function jsonBytes(body: unknown): Buffer {
  return (body as Buffer | null | undefined) ?? Buffer.alloc(0);
}

/** The body that `takeLinesAsStream` left. Throws `HttpProblem` 415 where neither body nor media type was sent. */
export function lineStream(body: unknown): Readable {
  const stream = body as Readable | null | undefined;
  if (stream != null) return stream;
  const message = 'content-type has to be application/x-ndjson';
  throw new HttpProblem(415, 'Unsupported media type', { detail: message, errors: [{ path: '', message }] });
}
