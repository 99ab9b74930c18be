import { type handleUnaryCall, type Metadata, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { boundToService, inServerSpan } from '@passback/telemetry';
import { describeStatus } from './rpc-span.ts';
import { RpcError } from './server.ts';

/** Turns an async function into a gRPC handler; an `RpcError` keeps its status, anything else becomes INTERNAL without its words. */
export function unaryHandler<Request, Response>(
  method: string,
  handle: (request: Request, call: ServerUnaryCall<Request, Response>) => Promise<Response>,
  onUnexpected: (error: unknown) => void,
): handleUnaryCall<Request, Response> {
  return boundToService((call, callback) => {
    const answered = inServerSpan(method, carrierOf(call.metadata), async (span) => {
      try {
        const response = await handle(call.request, call);
        describeStatus(span, 'server', status.OK);
        return { response };
      } catch (error) {
        if (!(error instanceof RpcError)) onUnexpected(error);
        const refusal = refusalOf(error);
        describeStatus(span, 'server', refusal.code);
        return { refusal };
      }
    });
    void answered.then((answer) => ('refusal' in answer ? callback(answer.refusal) : callback(null, answer.response)));
  });
}

function refusalOf(error: unknown): { code: status; details: string } {
  if (error instanceof RpcError) return { code: error.code, details: error.details };
  return { code: status.INTERNAL, details: 'something went wrong here' };
}

function carrierOf(metadata: Metadata): Record<string, string> {
  const traceparent = metadata.get('traceparent')[0];
  return traceparent === undefined ? {} : { traceparent: String(traceparent) };
}
