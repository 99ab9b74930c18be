import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttemptRecord } from '@passback/ledger';
import type { RequestObserver } from '@passback/powerschool';

type LoggedRequest = AttemptRecord['requests'][number];

/** Requests that are kept of one attempt: an ordinary one makes about four; a refused batch that is halved some ten. */
const MAX_REQUESTS = 50;

/** Tells which unit's attempt a request was made for: the connector does not know units, the async context does. */
export class RequestLog implements RequestObserver {
  readonly #current = new AsyncLocalStorage<LoggedRequest[]>();

  /** Runs one attempt; `requests` fills while it runs. */
  collect<T>(requests: LoggedRequest[], attempt: () => Promise<T>): Promise<T> {
    return this.#current.run(requests, attempt);
  }

  requestEnded({ method, route, status, durationMs }: Parameters<RequestObserver['requestEnded']>[0]): void {
    const requests = this.#current.getStore();
    if (requests !== undefined && requests.length < MAX_REQUESTS)
      requests.push({ method, path: route, status, durationMs: Math.round(durationMs) });
  }
}
