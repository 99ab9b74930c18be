import { type Span, SpanKind } from '@opentelemetry/api';
import { HttpProblem } from '@passback/service-kit';
import { ATTRIBUTES, HTTP_ATTRIBUTES, inSpan } from '@passback/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problems.ts';

const FIRST_SERVER_ERROR = 500;

/**
 * Answers a request in a server span that continues the caller's W3C trace, or begins one. Failures of the ledger and of other
 * services become problems; one that is the client's is an answer and no error of ours.
 */
export async function inRequestSpan<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { method, headers, routeOptions } = request;
  const traceparent = headers['traceparent'];
  const { districtId } = request.params as { districtId?: string };
  const answered = await inSpan(
    `${method} ${routeOptions.url}`,
    {
      kind: SpanKind.SERVER,
      parent: typeof traceparent === 'string' ? traceparent : null,
      attributes: {
        [HTTP_ATTRIBUTES.method]: method,
        [HTTP_ATTRIBUTES.route]: routeOptions.url ?? '',
        ...(districtId === undefined ? {} : { [ATTRIBUTES.district]: districtId }),
      },
    },
    async (span) => {
      try {
        const answer = await work(span);
        span.setAttribute(HTTP_ATTRIBUTES.status, reply.statusCode);
        return { answer };
      } catch (failure) {
        const error = problemOf(failure);
        const status = error instanceof HttpProblem ? error.status : FIRST_SERVER_ERROR;
        span.setAttribute(HTTP_ATTRIBUTES.status, status);
        if (status >= FIRST_SERVER_ERROR) throw error;
        return { refused: error };
      }
    },
  );
  if ('refused' in answered) throw answered.refused;
  return answered.answer;
}
