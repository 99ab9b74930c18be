import type { Listener } from './listener.ts';
import type { Outcome, Pipeline } from '../pipeline.ts';
import { payloadOf } from './send.ts';

/** A request as a client's own code holds it. */
export interface PlainRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No whole answer came. `wasSent`: the request was on its way, and may have been carried out. */
export class NoAnswer extends Error {
  readonly wasSent: boolean;

  constructor(message: string, wasSent: boolean) {
    super(message);
    this.wasSent = wasSent;
  }
}

/**
 * Requests without a network: through all the same steps, with no socket, and no time of its own. A request that hangs is given up at
 * once. Rejects with `NoAnswer` where a client would lose the connection, or find nobody there.
 */
export function inProcess(pipeline: Pipeline, listener: Pick<Listener, 'isOpen'>) {
  return async ({ method, path, headers = {}, body = '' }: PlainRequest): Promise<PlainResponse> => {
    if (!listener.isOpen) throw new NoAnswer('connection refused', false);
    const outcome = await pipeline({ method, url: path, headers, body: () => Promise.resolve(Buffer.from(body)) });
    // Taken down while it was under way.
    if (!listener.isOpen) throw new NoAnswer('connection reset', true);
    return responseOf(outcome);
  };
}

function responseOf(outcome: Outcome): PlainResponse {
  if (typeof outcome === 'string')
    throw new NoAnswer(outcome === 'hang' ? 'no answer in time' : 'connection reset', true);
  const payload = payloadOf(outcome);
  const headers = { 'content-type': 'application/json;charset=UTF-8', ...outcome.headers };
  const promised = Number(outcome.headers?.['content-length'] ?? payload.length);
  if (promised !== payload.length) throw new NoAnswer('connection lost before the whole answer', true);
  return { status: outcome.status, headers, body: payload.toString('utf8') };
}
