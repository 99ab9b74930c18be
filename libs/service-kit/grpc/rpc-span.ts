import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { status } from '@grpc/grpc-js';
import { ERROR_ATTRIBUTES, RPC_ATTRIBUTES } from '@passback/telemetry';

/** What a server answers with when it is at fault itself; all others are answers about the request (OpenTelemetry's table for gRPC). */
const SERVER_FAULTS: ReadonlySet<status> = new Set([
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.UNIMPLEMENTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

/** Puts a call's status on its span. A client's call failed with any but `OK`, a server's only where the server is at fault. */
export function describeStatus(span: Span, side: 'client' | 'server', code: status): void {
  const name = status[code] ?? String(code);
  span.setAttribute(RPC_ATTRIBUTES.status, name);
  if (code === status.OK || (side === 'server' && !SERVER_FAULTS.has(code))) return;
  span.setAttribute(ERROR_ATTRIBUTES.type, name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: name });
}
