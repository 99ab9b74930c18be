import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ATTRIBUTES, ERROR_ATTRIBUTES, HTTP_ATTRIBUTES, inSpan } from '@passback/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.ts';

const FIRST_SERVER_ERROR = 500;

/**
 * Answers a request in a server span that continues the caller's W3C trace, or begins one. A problem that is the client's is
 * an answer and no error of ours. `toProblem` turns failures of others (a ledger, another service) into problems before that.
 */
export async function inRequestSpan<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (span: Span) => Promise<T>,
  toProblem: (failure: unknown) => unknown = (failure) => failure,
): Promise<T> {
  const { method, headers, routeOptions, protocol } = request;
  const traceparent = headers['traceparent'];
  const { districtId } = request.params as { districtId?: string };
  const route = routeOptions.url ?? '';
  const options = {
    kind: SpanKind.SERVER,
    parent: typeof traceparent === 'string' ? traceparent : null,
    attributes: {
      [HTTP_ATTRIBUTES.method]: method,
      [HTTP_ATTRIBUTES.scheme]: protocol,
      [HTTP_ATTRIBUTES.route]: route,
      ...(districtId === undefined ? {} : { [ATTRIBUTES.district]: districtId }),
    },
  };
  const answered = await inSpan(`${method} ${route}`, options, async (span) => {
    try {
      const answer = await work(span);
      span.setAttribute(HTTP_ATTRIBUTES.status, reply.statusCode);
      return { answer };
    } catch (failure) {
      const error = toProblem(failure);
      const status = error instanceof HttpProblem ? error.status : FIRST_SERVER_ERROR;
      span.setAttribute(HTTP_ATTRIBUTES.status, status);
      if (status >= FIRST_SERVER_ERROR) {
        span.setAttribute(ERROR_ATTRIBUTES.type, String(status));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      return { error };
    }
  });
  if ('error' in answered) throw answered.error;
  return answered.answer;
}
