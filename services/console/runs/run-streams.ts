import { PassThrough } from 'node:stream';
import { HttpProblem } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';

const AGAIN = { headers: { 'retry-after': String(CONSOLE_LIMITS.retryAfterSeconds) } };

/** One client that is told of a run. */
export interface RunStream {
  readonly body: PassThrough;
  /** Aborted when the client went away or the stream was ended. */
  readonly ended: AbortSignal;
}

/** The streams of events that are open in this process: so many of them at once, so many of one caller, none when it stops. */
export class RunStreams {
  /** Streams and whose they are. */
  readonly #open = new Map<PassThrough, string>();
  #isStopping = false;

  /** `caller`: who is told. Throws `HttpProblem` 429 when they have as many as one may have, 503 when there are as many as may be. */
  open(caller: string): RunStream {
    if (this.#isStopping || this.#open.size >= CONSOLE_LIMITS.runStreams)
      throw new HttpProblem(503, 'No more streams of events can be opened here now', AGAIN);
    const own = [...this.#open.values()].filter((other) => other === caller).length;
    if (own >= CONSOLE_LIMITS.runStreamsOfCaller)
      throw new HttpProblem(429, 'Too many streams of events are open with this token', AGAIN);
    const body = new PassThrough();
    const end = new AbortController();
    this.#open.set(body, caller);
    const release = (): void => {
      this.#open.delete(body);
      end.abort();
    };
    // A client that goes away is no error of ours.
    body.on('error', release).once('close', release).once('finish', release);
    return { body, ended: end.signal };
  }

  /** Ends all that are open; none is opened any more. */
  stop(): void {
    this.#isStopping = true;
    for (const body of this.#open.keys()) endStream(body);
  }
}

/** What a client that does not read has not taken is not waited for. */
export function endStream(body: PassThrough): void {
  if (body.writableNeedDrain) body.destroy();
  else body.end();
}
