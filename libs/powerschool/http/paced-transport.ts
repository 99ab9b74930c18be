import type { Clock } from '@passback/service-kit';
import { type Throttled, throttleOf } from '../failures/throttle.ts';
import { SisError } from '../port/gradebook.ts';
import type {
  GradebookSettings,
  Permit,
  RequestObserver,
  SisRequest,
  SisResponse,
  SisTransport,
} from '../port/transport.ts';
import { createExchange, type Moments } from './exchange.ts';
import type { IntervalLearner } from './interval.ts';
import type { OutboundRules } from './outbound.ts';
import type { Paces } from './pace.ts';
import { type Pacer, type Turn, TurnPassed } from './pacer.ts';
import { inRequestSpan } from './request-span.ts';

export interface PacedTransportOptions {
  readonly settings: GradebookSettings;
  /** Where the pace of this PowerSchool is kept. Connections and their timeouts are in real time always. */
  readonly paces: Paces;
  readonly observer?: RequestObserver;
  /** Asked for each request, repeats included; left out: any may go. */
  readonly permit?: Permit;
  /** How this process connects; to public addresses by https only where left out. */
  readonly outbound?: OutboundRules;
  /** The interval as learnt before; used when it is stricter than the setting and this process knows none yet. */
  readonly learnedIntervalMs?: number;
  /** Told of each change of the interval in use; the setting itself when nothing stricter is needed any more. */
  readonly onLearnedInterval?: (ms: number) => void;
}

export type PacedTransport = SisTransport & {
  /** Turns away who waits, lets what is under way end for a moment, and ends the connections. */
  close(): Promise<void>;
};

/** How long one request waits for its throttle before it is given up; the unit stays due, and nothing counts as failed. */
export const THROTTLE_POLICY = {
  /** Finding a strict interval takes about six refusals; more is a throttle that lets nothing through. */
  maxWaits: 12,
  /** A unit in hand is kept from nobody for longer than this. */
  maxTotalMs: 120_000,
  /** Where PowerSchool does not say how long: the first wait, doubled with each one after it. */
  firstWaitMs: 1000,
  maxWaitMs: 30_000,
  /** However long it asks: a number that is out of all reason must not stop a district for days. */
  maxPauseMs: 3_600_000,
} as const;

/** More waiting than this is a caller that does not wait for its answers: a lane has tens of requests in hand, not thousands. */
export const MAX_WAITING = 1000;

/**
 * The way to one district's PowerSchool: in order, at the pace that all connections of this process to it share, never more than
 * `concurrency` at once; see `SisTransport`.
 * Throws a district failure for an unusable base URL, or one where no PowerSchool may be.
 */
export function createPacedTransport(options: PacedTransportOptions): PacedTransport {
  const { settings, observer, permit, paces } = options;
  const { clock } = paces;
  const exchange = createExchange(settings, options.outbound);
  const { learner, pacer, nextTicket, leave } = paces.join(options);
  const closing = new AbortController();
  const noMore = both(closing.signal, permit?.signal);
  // What is under way ends itself by the same signal; idle connections go with it.
  permit?.signal.addEventListener('abort', () => void exchange.close(), { once: true });

  /** One try: its answer, or null when it was throttled and has to be made again. */
  const attempt = async (
    request: SisRequest,
    ticket: number,
    waits: ThrottleWaits,
    signal: AbortSignal | undefined,
  ): Promise<SisResponse | null> => {
    const queuedAt = clock.now();
    const nextTurn = (): Promise<Turn> => waitForTurn(pacer, ticket, request, both(noMore, signal), permit);
    let turn = await nextTurn();
    const startedAt = clock.now();
    let status: number | null = null;
    let throttled = false;
    try {
      const cut = both(permit?.signal, signal);
      const send = (): Promise<SisResponse> => exchange.send(request, momentsOf(turn, permit, request), cut);
      const anotherTurn = async (): Promise<void> => {
        turn.release();
        turn = await nextTurn();
      };
      const response = await inRequestSpan(settings, request, () => untilSent(send, anotherTurn));
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

/** Throws what the permit throws, where the wait was too long for it. */
async function waitForTurn(
  pacer: Pacer,
  ticket: number,
  request: SisRequest,
  signal: AbortSignal | undefined,
  permit: Permit | undefined,
): Promise<Turn> {
  const turn = await pacer.turn(ticket, request.route, signal).catch((error: unknown) => {
    throw error instanceof SisError ? error : turnedAway(request, 'given up by the caller', error);
  });
  try {
    ask(permit, request);
    return turn;
  } catch (error) {
    turn.release();
    throw error;
  }
}

/** Where the turn is over before the bytes can go, the request waits for another. */
async function untilSent(send: () => Promise<SisResponse>, anotherTurn: () => Promise<void>): Promise<SisResponse> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TurnPassed)) throw error;
    }
    await anotherTurn();
  }
}

function ask(permit: Permit | undefined, request: SisRequest): void {
  permit?.signal.throwIfAborted();
  permit?.check(request);
}

/** The permit is asked once more when the connection is there, which may have had to be made first; right after it the bytes go. */
function momentsOf(turn: Turn, permit: Permit | undefined, request: SisRequest): Moments {
  return {
    sent: () => {
      ask(permit, request);
      turn.sent();
    },
    answered: () => turn.answered(),
  };
}

function both(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}

function turnedAway(request: SisRequest | null, why: string, cause?: unknown): SisError {
  const what = request === null ? why : `${request.method} ${request.route}: ${why}`;
  return new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, what, cause);
}

interface ThrottleWaits {
  /** How long to wait after this throttle answer; it counts. */
  next(throttle: Throttled): number;
  /** Throws `SisError` `throttled` when the transport is paused for longer than the policy allows this request. */
  check(pausedUntil: number): void;
}

/** Counts one request's waits for the throttle. */
function createThrottleWaits(clock: Pick<Clock, 'now'>): ThrottleWaits {
  let waits = 0;
  let totalMs = 0;
  return {
    next: ({ waitMs }) => {
      const own = Math.min(THROTTLE_POLICY.firstWaitMs * 2 ** waits, THROTTLE_POLICY.maxWaitMs);
      const next = Math.min(waitMs ?? own, THROTTLE_POLICY.maxPauseMs);
      waits += 1;
      totalMs += next;
      return next;
    },
    check: (pausedUntil) => {
      const restMs = Math.max(0, pausedUntil - clock.now());
      const tooLong = Math.max(totalMs, restMs) > THROTTLE_POLICY.maxTotalMs;
      if (waits > THROTTLE_POLICY.maxWaits || tooLong) throw throttledFor(restMs);
    },
  };
}

/** The failure of a request that would have to wait `retryAfterMs` more. */
function throttledFor(retryAfterMs: number): SisError {
  return new SisError(
    { class: 'throttled', code: 'SIS_UNAVAILABLE', retryAfterMs: Math.ceil(retryAfterMs) },
    'PowerSchool asks to wait longer than one delivery may',
  );
}
