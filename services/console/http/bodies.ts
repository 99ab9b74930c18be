import { HttpProblem, type HttpServer, parseJson } from '@passback/service-kit';
import type { FastifyRequest, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { CONSOLE_LIMITS } from '../limits.ts';
import { notValid } from './problems.ts';

const LIMITS = {
  depth: CONSOLE_LIMITS.jsonDepth,
  entries: CONSOLE_LIMITS.jsonEntries,
  values: CONSOLE_LIMITS.jsonValues,
};

/** Takes JSON, and nothing at all where a call needs no body: clients often name a media type without sending any. */
export function takeJson(scope: Pick<HttpServer, 'addContentTypeParser' | 'removeAllContentTypeParsers'>): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer): Promise<unknown> => (isBlank(body) ? undefined : parsed(body)),
  );
}

function isBlank(body: Buffer): boolean {
  return body.toString('utf8').trim() === '';
}

function parsed(body: Buffer): unknown {
  const read = parseJson(body, LIMITS);
  if (read.ok) return read.value;
  throw notValid(read.errors);
}

/** Compressed bodies are not taken: their size is not known before they are unpacked. */
export async function onlyPlainBodies(request: FastifyRequest): Promise<void> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  const message = 'a content-encoding is not taken; send the body as it is';
  throw new HttpProblem(415, 'Unsupported content encoding', { detail: message, errors: [{ path: '', message }] });
}

/** `?state=&reason=` asks for nothing: an empty parameter counts as not given. */
export async function withoutEmptyParameters(request: FastifyRequest): Promise<void> {
  const given = Object.entries(request.query as Record<string, unknown>);
  request.query = Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The schema of the body describes: formats, and what belongs together, are checked in the handler, so that all that is wrong is named at once. */
export function bodyUnchecked(server: HttpServer): FastifySchemaCompiler<TSchema> {
  return (part) => {
    if (part.httpPart === 'body') return () => true;
    const compile = server.validatorCompiler;
    if (compile === undefined) throw new Error('the server has no validator');
    return compile(part);
  };
}
