import { inRequestSpan as inServerSpan } from '@passback/service-kit';
import type { Span } from '@passback/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problems.ts';

/** Answers a request in a server span; failures of the ledger and of other services become problems. */
export function inRequestSpan<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return inServerSpan(request, reply, work, problemOf);
}
