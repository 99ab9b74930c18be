import { mayHaveChanged } from '../failures/classify.ts';
import { throttleOf } from '../failures/throttle.ts';
import { SisError } from '../port/gradebook.ts';
import type { SisRequest, SisResponse, SisTransport } from '../port/transport.ts';

/** Times that a request is sent again which came too early; more is a throttle that never ends. */
const MAX_TRIES = 20;

/** Carries one request; rejects with an error where no whole answer came, of which `wasSent` is false where it never left. */
export type Carrier = (request: SisRequest) => Promise<SisResponse>;

/**
 * A way to a PowerSchool that needs no pace and no time, as one in the same process: what is answered "too fast" is sent again at once, and
 * what gets no answer is as a lost connection.
 */
export function createUnpacedTransport(carry: Carrier): SisTransport {
  return async (request) => {
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const response = await carry(request).catch((error: unknown) => {
        throw lostReply(request, error);
      });
      if (throttleOf(response, Date.now()) === null) return response;
    }
    throw new SisError({ class: 'throttled', code: 'SIS_UNAVAILABLE' }, `throttled ${MAX_TRIES} times`);
  };
}

function lostReply(request: SisRequest, error: unknown): SisError {
  const wasSent = !(error instanceof Error && 'wasSent' in error && error.wasSent === false);
  const what = error instanceof Error ? error.message : 'no answer';
  return new SisError(
    { class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: wasSent && mayHaveChanged(request) },
    `${request.method} ${request.route}: ${what}`,
    error,
  );
}
