import { type handleUnaryCall, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { LedgerError } from '@passback/ledger';
import { MessagingError } from '@passback/messaging';
import { SisError } from '@passback/powerschool';
import { type Logger, RpcError, unaryHandler } from '@passback/service-kit';

/** A handler for the method of that name. */
export type MakeHandler = <Request, Response>(
  method: string,
  handle: (request: Request, call: ServerUnaryCall<Request, Response>) => Promise<Response>,
) => handleUnaryCall<Request, Response>;

/**
 * Makes the handlers of one service, as `passback.rules.v1.RulesService`. What its handlers throw of the ledger, the broker and PowerSchool
 * is UNAVAILABLE with words, since nothing of ours is broken; `own`: what the service's own errors are to who calls, null for any other.
 */
export function rpcHandlers(
  service: string,
  logger: Pick<Logger, 'error'>,
  own: (error: unknown) => RpcError | null = () => null,
): MakeHandler {
  return (method, handle) =>
    unaryHandler(
      `${service}/${method}`,
      async (request, call) => {
        try {
          return await handle(request, call);
        } catch (error) {
          throw own(error) ?? unavailable(error) ?? error;
        }
      },
      (error) => logger.error({ err: error }, 'a call failed'),
    );
}

function unavailable(error: unknown): RpcError | null {
  const words = wordsFor(error);
  return words === null ? null : new RpcError(status.UNAVAILABLE, words, error);
}

function wordsFor(error: unknown): string | null {
  if (error instanceof LedgerError && error.code === 'UNAVAILABLE') return 'the ledger cannot be reached';
  if (error instanceof MessagingError && error.code === 'UNAVAILABLE') return 'the broker cannot be reached';
  if (!(error instanceof SisError)) return null;
  return error.class === 'interrupted' ? 'this process is stopping' : `${error.code}: ${error.message}`;
}
