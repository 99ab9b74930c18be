import { type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, FORBIDDEN, NOT_FOUND, UNAUTHORIZED } from '../api/client.ts';

/** Answers are asked for again after this long while somebody looks. */
const FRESH_MS = 10_000;
const TRIES = 2;
const NOT_THEIRS: readonly number[] = [UNAUTHORIZED, FORBIDDEN, NOT_FOUND];

/** What the page keeps of the console's answers. */
export function openQueries(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: forgetWhatIsNotTheirs }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => !(error instanceof ApiError && isFinal(error)) && failures < TRIES,
      },
      // A command is sent at once or fails: it does not wait for the network, to be done when nobody expects it any more.
      mutations: { networkMode: 'always' },
    },
  });
}

/** Another try would be answered with the same. */
function isFinal({ status }: ApiError): boolean {
  return status >= 400 && status < 500;
}

/** An old answer is shown while the console is away, but not to somebody who may not see it any more. */
function forgetWhatIsNotTheirs(error: Error, query: Query<unknown, unknown, unknown>): void {
  if (!(error instanceof ApiError) || !NOT_THEIRS.includes(error.status)) return;
  query.setState({ ...query.state, data: undefined, dataUpdatedAt: 0 });
}
