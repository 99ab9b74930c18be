import { type handleUnaryCall, type Metadata, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { inServerSpan } from '@passback/telemetry';
import { RpcError } from './server.ts';

/** Turns an async function into a gRPC handler; an `RpcError` keeps its status, anything else becomes INTERNAL without its words. */
export function unaryHandler<Request, Response>(
  method: string,
  handle: (request: Request, call: ServerUnaryCall<Request, Response>) => Promise<Response>,
  onUnexpected: (error: unknown) => void,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    inServerSpan(method, carrierOf(call.metadata), () => handle(call.request, call)).then(
      (response) => callback(null, response),
      (error: unknown) => {
        if (error instanceof RpcError) return callback({ code: error.code, details: error.details });
        onUnexpected(error);
        return callback({ code: status.INTERNAL, details: 'something went wrong here' });
      },
    );
  };
}

function carrierOf(metadata: Metadata): Record<string, string> {
  const traceparent = metadata.get('traceparent')[0];
  return traceparent === undefined ? {} : { traceparent: String(traceparent) };
}
