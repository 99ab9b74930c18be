import { trace } from '@opentelemetry/api';
import {
  type CallOptions,
  type Client,
  type ClientUnaryCall,
  type ChannelCredentials,
  type ClientOptions,
  InterceptingCall,
  type Interceptor,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { inClientSpan, RPC_ATTRIBUTES } from '@passback/telemetry';
import { describeStatus } from './rpc-span.ts';
import { clientCredentials, type GrpcFiles, grpcCertificates } from './security.ts';
import { RpcError } from './server.ts';

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
/**
 * A connection over which nothing comes any more, as of a process that stands still or a node that is gone, ends by itself only after many
 * minutes, and calls would go on being given to it. One that does not answer this often and this fast is given up; others take its calls.
 */
const KEEPALIVE_MS = 5_000;
const KEEPALIVE_TIMEOUT_MS = 3_000;

type ClientConstructor<C extends Client> = new (
  address: string,
  channel: ChannelCredentials,
  options?: Partial<ClientOptions>,
) => C;

/**
 * A client that spreads calls over all addresses of the name and retries only `UNAVAILABLE`, only the methods named as idempotent.
 * `address`: `host:port`. `settings`: with the files of mutual TLS the server has to show a certificate of that host. Throws `TlsFileError`.
 */
export function createGrpcClient<C extends Client>(
  constructor: ClientConstructor<C>,
  address: string,
  options: { serviceName: string; idempotentMethods: readonly string[]; settings?: GrpcFiles; reloadMs?: number },
): C {
  const serviceConfig = {
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: [
      {
        name: options.idempotentMethods.map((method) => ({ service: options.serviceName, method })),
        retryPolicy: {
          maxAttempts: 4,
          initialBackoff: '0.1s',
          maxBackoff: '1s',
          backoffMultiplier: 2,
          retryableStatusCodes: ['UNAVAILABLE'],
        },
      },
    ],
  };
  return new constructor(
    `dns:///${address}`,
    clientCredentials(grpcCertificates(options.settings ?? {}, options.reloadMs)),
    {
      'grpc.service_config': JSON.stringify(serviceConfig),
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': 3_000,
      'grpc.keepalive_time_ms': KEEPALIVE_MS,
      'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
      // Calls that are over before an answer is missed would else hide that none comes.
      'grpc.keepalive_permit_without_calls': 1,
      interceptors: [tellServer(address)],
    },
  );
}

/** Puts the service's own address, as it is configured, on the span of each call. */
function tellServer(address: string): Interceptor {
  const at = address.lastIndexOf(':');
  const attributes = {
    [RPC_ATTRIBUTES.host]: address.slice(0, at),
    [RPC_ATTRIBUTES.port]: Number(address.slice(at + 1)),
  };
  return (options, nextCall) => {
    trace.getActiveSpan()?.setAttributes(attributes);
    return new InterceptingCall(nextCall(options));
  };
}

type UnaryMethod<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => ClientUnaryCall;

/**
 * One call with a deadline. `client.method` must be bound: `unaryCall('rules.Preview', client.preview.bind(client), …)`. `onCalled`
 * is told of the call's own span, for who waits for the same answer to link to. Throws `RpcError`.
 */
export async function unaryCall<Request, Response>(
  name: string,
  method: UnaryMethod<Request, Response>,
  request: Request,
  options: { deadlineMs: number; onCalled?: (traceparent: string | null) => void },
): Promise<Response> {
  const answered = await inClientSpan(name, async (carrier, span) => {
    options.onCalled?.(carrier['traceparent'] ?? null);
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(carrier)) metadata.set(key, value);
    const deadline = Date.now() + options.deadlineMs;
    const answer = await new Promise<{ response: Response } | { failure: RpcError }>((resolve) => {
      method(request, metadata, { deadline }, (error, response) => {
        if (error === null) return resolve({ response });
        resolve({ failure: new RpcError(error.code ?? status.UNKNOWN, error.details, error) });
      });
    });
    describeStatus(span, 'client', 'failure' in answer ? answer.failure.code : status.OK);
    return answer;
  });
  if ('failure' in answered) throw answered.failure;
  return answered.response;
}
