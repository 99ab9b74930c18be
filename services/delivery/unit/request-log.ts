import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttemptRecord } from '@passback/ledger';
import type { RequestObserver } from '@passback/powerschool';

type LoggedRequest = AttemptRecord['requests'][number];

/** Requests that are kept of one attempt: an ordinary one makes about four; a refused batch that is halved some ten. */
const MAX_REQUESTS = 50;

/** Tells which unit's attempt a request was made for: the connector does not know units, the async context does. */
export class RequestLog implements RequestObserver {
  readonly #current = new AsyncLocalStorage<LoggedRequest[]>();
  readonly #onEnded: RequestObserver['requestEnded'];
  #count = 0;

  /** `onEnded` is told of each request, whoever made it. */
  constructor(onEnded: RequestObserver['requestEnded']) {
    this.#onEnded = onEnded;
  }

  /** Requests so far. */
  get count(): number {
    return this.#count;
  }

  /** Runs one attempt; `requests` fills while it runs. */
  collect<T>(requests: LoggedRequest[], attempt: () => Promise<T>): Promise<T> {
    return this.#current.run(requests, attempt);
  }

  requestEnded(ended: Parameters<RequestObserver['requestEnded']>[0]): void {
    const { method, route, status, durationMs } = ended;
    this.#count += 1;
    this.#onEnded(ended);
    const requests = this.#current.getStore();
    if (requests !== undefined && requests.length < MAX_REQUESTS)
      requests.push({ method, path: route, status, durationMs: Math.round(durationMs) });
  }
}
