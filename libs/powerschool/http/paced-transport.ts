import { type Clock } from '@passback/service-kit';
import { type Throttled, throttleOf } from '../failures/throttle.ts';
import { SisError } from '../port/gradebook.ts';
import type { GradebookSettings, RequestObserver, SisRequest, SisResponse, SisTransport } from '../port/transport.ts';
import { createExchange } from './exchange.ts';
import { fineClock } from './fine-clock.ts';
import type { IntervalLearner } from './interval.ts';
import { joinPace } from './pace.ts';
import type { Pacer, Turn } from './pacer.ts';
import { inRequestSpan } from './request-span.ts';
import { createThrottleWaits, THROTTLE_POLICY, throttledFor, type ThrottleWaits } from './throttle-waits.ts';

export interface PacedTransportOptions {
  readonly settings: GradebookSettings;
  readonly observer?: RequestObserver;
  /** Measures the gaps and waits for them. Connections and their timeouts are in real time always. */
  readonly clock?: Clock;
  /** The interval as learnt before; used when it is stricter than the setting and this process knows none yet. */
  readonly learnedIntervalMs?: number;
  /** Told of each change of the interval in use; the setting itself when nothing stricter is needed any more. */
  readonly onLearnedInterval?: (ms: number) => void;
}

export type PacedTransport = SisTransport & {
  /** Turns away who waits, lets what is under way end for a moment, and ends the connections. */
  close(): Promise<void>;
};

/** More waiting than this is a caller that does not wait for its answers: a lane has tens of requests in hand, not thousands. */
export const MAX_WAITING = 1000;

/**
 * The way to one district's PowerSchool: in order, at the pace that all connections of this process to it share, never more than
 * `concurrency` at once; see `SisTransport`.
 * Throws a district failure for an unusable base URL.
 */
export function createPacedTransport(options: PacedTransportOptions): PacedTransport {
  const { settings, observer, clock = fineClock } = options;
  const exchange = createExchange(settings);
  const { learner, pacer, nextTicket, leave } = joinPace({ ...options, clock });
  const closing = new AbortController();

  /** One try: its answer, or null when it was throttled and has to be made again. */
  const attempt = async (
    request: SisRequest,
    ticket: number,
    waits: ThrottleWaits,
    signal: AbortSignal | undefined,
  ): Promise<SisResponse | null> => {
    const queuedAt = clock.now();
    const turn = await waitForTurn(pacer, ticket, request, signal, closing.signal);
    const startedAt = clock.now();
    let status: number | null = null;
    let throttled = false;
    try {
      const response = await inRequestSpan(settings, request, () => exchange.send(request, turn, signal));
      status = response.status;
      const throttle = throttleOf(response, Date.now());
      throttled = throttle !== null;
      learn(learner, turn, throttle);
      if (throttle === null) return response;
      // Before the turn is released: the next in line has to wait too.
      pause(waits.next(throttle));
      return null;
    } finally {
      turn.release();
      observer?.requestEnded({
        method: request.method,
        route: request.route,
        status,
        durationMs: clock.now() - (turn.sentAt ?? startedAt),
        waitedMs: startedAt - queuedAt,
        throttled,
      });
    }
  };

  const pause = (waitMs: number): void => {
    pacer.pauseUntil(clock.now() + waitMs);
    if (waitMs > THROTTLE_POLICY.maxTotalMs) pacer.rejectWaiting(throttledFor(waitMs));
  };

  const transport: SisTransport = async (request, signal): Promise<SisResponse> => {
    if (pacer.waiting() >= MAX_WAITING) throw turnedAway(request, `more than ${MAX_WAITING} requests are waiting`);
    const ticket = nextTicket();
    const waits = createThrottleWaits(clock);
    for (;;) {
      if (closing.signal.aborted) throw turnedAway(request, 'the transport is closed');
      waits.check(pacer.pausedUntil());
      const response = await attempt(request, ticket, waits, signal);
      if (response !== null) return response;
    }
  };

  return Object.assign(transport, {
    close: async () => {
      closing.abort(turnedAway(null, 'the transport is closed'));
      leave();
      await exchange.close();
    },
  });
}

function learn(learner: IntervalLearner, turn: Turn, throttle: Throttled | null): void {
  if (turn.sentAt === null) return;
  const call = { sentAt: turn.sentAt, gapMs: turn.gapMs };
  if (throttle === null) learner.accepted(call);
  else if (throttle.isRate) learner.refused({ ...call, waitMs: throttle.waitMs });
}

async function waitForTurn(
  pacer: Pacer,
  ticket: number,
  request: SisRequest,
  signal: AbortSignal | undefined,
  closing: AbortSignal,
): Promise<Turn> {
  const given = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  try {
    return await pacer.turn(ticket, request.route, given);
  } catch (error) {
    throw error instanceof SisError ? error : turnedAway(request, 'given up by the caller', error);
  }
}

function turnedAway(request: SisRequest | null, why: string, cause?: unknown): SisError {
  const what = request === null ? why : `${request.method} ${request.route}: ${why}`;
  return new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, what, cause);
}
