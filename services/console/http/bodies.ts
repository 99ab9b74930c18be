import { HttpProblem, type HttpServer } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';

/** Takes JSON, and nothing at all where a call needs no body: clients often name a media type without sending any. */
export function takeJson(scope: Pick<HttpServer, 'addContentTypeParser' | 'removeAllContentTypeParsers'>): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string): Promise<unknown> => (body.trim() === '' ? undefined : parsed(body)),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's own words quote the text, which may hold a secret.
    const message = 'is not valid JSON';
    throw new HttpProblem(400, 'The request is not valid', {
      detail: `The body ${message}`,
      errors: [{ path: '', message }],
    });
  }
}

/** `?state=&reason=` asks for nothing: an empty parameter counts as not given. */
export async function withoutEmptyParameters(request: FastifyRequest): Promise<void> {
  const given = Object.entries(request.query as Record<string, unknown>);
  request.query = Object.fromEntries(given.filter(([, value]) => value !== ''));
}
