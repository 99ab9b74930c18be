import { type Authorization, closeLingering, HttpProblem } from '@passback/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { INGESTION_LIMITS } from '../limits.ts';

/** Only Otus' own token brings data; judged before any of the body is read. */
export function onlyOtus(authorization: Authorization) {
  return async (request: FastifyRequest): Promise<void> => {
    const { districtId } = request.params as { districtId: string };
    await authorization.authorize(request.headers.authorization, districtId, ['otus'], request.ip);
  };
}

/** Compressed bodies are not taken: their size is not known before they are unpacked. */
export async function onlyPlainBodies(request: FastifyRequest): Promise<void> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  const message = `content-encoding ${encoding} is not taken; send the body as it is`;
  throw new HttpProblem(415, 'Unsupported content encoding', { detail: message, errors: [{ path: '', message }] });
}

/** A body that is not streamed has to come in time; Node's own limit is off, since it would end long streams too. */
export async function bodyInTime(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { raw } = request;
  const timer = setTimeout(() => {
    if (raw.readableEnded) return;
    raw.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n');
    closeLingering(raw);
  }, INGESTION_LIMITS.bodyMs).unref();
  const clear = (): void => clearTimeout(timer);
  raw.once('end', clear);
  reply.raw.once('close', clear);
}
