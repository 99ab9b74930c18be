// Of undici what connects and sends. The whole of it, by its name, takes 15 MB more of each process: `fetch`, caches and mocks, and the undici
// that is in Node beside it.
import type { Dispatcher } from 'undici';
import requestBy from 'undici/lib/api/api-request.js';
import buildConnector from 'undici/lib/core/connect.js';
import errors from 'undici/lib/core/errors.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';

export type { buildConnector as Connectors, Dispatcher } from 'undici';
export { Agent, buildConnector, errors, Pool };

/** One request over `dispatcher`. */
export function request(
  dispatcher: Dispatcher,
  options: Dispatcher.RequestOptions & { readonly origin: string },
): Promise<Dispatcher.ResponseData> {
  return requestBy.call(dispatcher, options);
}
