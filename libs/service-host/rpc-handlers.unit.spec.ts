import { Metadata, type sendUnaryData, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { expect, it } from '@jest/globals';
import { LedgerError } from '@passback/ledger';
import { MessagingError } from '@passback/messaging';
import { SisError } from '@passback/powerschool';
import { RpcError } from '@passback/service-kit';
import { rpcHandlers } from './rpc-handlers.ts';

class OwnError extends Error {}

/** What a caller is told of the error, and how many errors were logged. */
async function told(error: Error): Promise<[code: status, details: string, logged: number]> {
  let logged = 0;
  const logger = { error: () => void (logged += 1) };
  const own = (thrown: unknown) =>
    thrown instanceof OwnError ? new RpcError(status.RESOURCE_EXHAUSTED, thrown.message) : null;
  const handler = rpcHandlers(
    'passback.test.v1.TestService',
    logger as never,
    own,
  )('Fail', () => Promise.reject(error));
  const call = { request: {}, metadata: new Metadata() } as ServerUnaryCall<object, object>;
  const refusal = await new Promise<Parameters<sendUnaryData<object>>[0]>((resolve) => handler(call, resolve));
  return [refusal?.code as status, refusal?.details ?? '', logged];
}

const sis = (failureClass: 'interrupted' | 'transient') =>
  new SisError({ class: failureClass, code: 'SIS_UNAVAILABLE' }, 'it is down');

it.each<[string, Error, status, string]>([
  ['a ledger that is away', new LedgerError('UNAVAILABLE', 'x'), status.UNAVAILABLE, 'the ledger cannot be reached'],
  ['a broker that is away', new MessagingError('UNAVAILABLE', 'x'), status.UNAVAILABLE, 'the broker cannot be reached'],
  ['a PowerSchool that is down', sis('transient'), status.UNAVAILABLE, 'SIS_UNAVAILABLE: it is down'],
  ['a stop meanwhile', sis('interrupted'), status.UNAVAILABLE, 'this process is stopping'],
  ['an error of the service’s own', new OwnError('too many'), status.RESOURCE_EXHAUSTED, 'too many'],
  ['a refusal', new RpcError(status.NOT_FOUND, 'not known'), status.NOT_FOUND, 'not known'],
])('%s has its status and is not logged', async (_what, error, code, details) => {
  expect(await told(error)).toEqual([code, details, 0]);
});

it('any other error is told without its words, and logged with them', async () => {
  for (const error of [new Error('secret'), new LedgerError('CONFLICT' as never, 'secret')])
    expect(await told(error)).toEqual([status.INTERNAL, 'something went wrong here', 1]);
});
