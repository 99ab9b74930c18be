import { status } from '@grpc/grpc-js';
import { LedgerError } from '@passback/ledger';
import { type FieldError, HttpProblem, RpcError } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';

const AGAIN = { headers: { 'retry-after': String(CONSOLE_LIMITS.retryAfterSeconds) } };

/** 400 that names what is wrong. */
export function notValid(errors: readonly FieldError[]): HttpProblem {
  return new HttpProblem(400, 'The request is not valid', { detail: `${errors.length} wrong`, errors });
}

export function notFound(detail: string): HttpProblem {
  return new HttpProblem(404, 'Not found', { detail });
}

/** What went wrong in the ledger or in a service behind this one, as an answer. The one table of both. */
export function problemOf(error: unknown): unknown {
  if (error instanceof LedgerError) return ledgerProblem(error);
  if (error instanceof RpcError) return rpcProblem(error);
  return error;
}

function ledgerProblem(error: LedgerError): unknown {
  switch (error.code) {
    case 'UNAVAILABLE':
      return caused(error, new HttpProblem(503, 'The ledger cannot be reached now', AGAIN));
    case 'INVALID_CURSOR':
      return notValid([{ path: 'cursor', message: 'is not one that this list gave' }]);
    case 'VERSION_CONFLICT':
      return new HttpProblem(409, 'Somebody else changed it', { detail: error.message });
    default:
      return error;
  }
}

function rpcProblem(error: RpcError): unknown {
  switch (error.code) {
    case status.UNAVAILABLE:
    case status.DEADLINE_EXCEEDED:
    case status.RESOURCE_EXHAUSTED:
      return caused(error, new HttpProblem(503, 'This cannot be done now', { detail: error.details, ...AGAIN }));
    case status.NOT_FOUND:
      return notFound(error.details);
    case status.INVALID_ARGUMENT:
      return notValid([{ path: '', message: error.details }]);
    case status.FAILED_PRECONDITION:
    case status.ABORTED:
      return new HttpProblem(409, 'Not in this state', { detail: error.details });
    case status.UNIMPLEMENTED:
      return new HttpProblem(501, 'Not implemented', { detail: error.details });
    default:
      return error;
  }
}

function caused(cause: unknown, problem: HttpProblem): HttpProblem {
  problem.cause = cause;
  return problem;
}
