import type { Clock } from '@passback/service-kit';
import type { IntervalLearner } from './interval.ts';
import { SharedTime, type SharedTimeOptions } from './shared-time.ts';

/** Leave to send one request. Every turn has to be released, whatever became of the request. */
export interface Turn {
  /**
   * The request leaves the process now: on an open connection, not while one is still being made. Throws `TurnPassed` where it must not any
   * more, because other processes send too and have the time by now.
   */
  sent(): void;
  /** The first of its answer is here, or it is known that none will come. */
  answered(): void;
  release(): void;
  /** When it was sent, and how long after the one before it; null before that, for the first, or where another process may have sent since. */
  readonly sentAt: number | null;
  readonly gapMs: number | null;
}

/** The turn was over before the request could leave: it has to wait for another. */
export class TurnPassed extends Error {
  constructor() {
    super('the turn was over before the request could leave');
    this.name = 'TurnPassed';
  }
}

export interface Pacer {
  /** Waits for the turn of `ticket`: smallest first, so that one that has to be sent again goes before those that came after it. */
  turn(ticket: number, route: string, signal?: AbortSignal): Promise<Turn>;
  /** Lets nobody send before `time`. */
  pauseUntil(time: number): void;
  pausedUntil(): number;
  waiting(): number;
  /** More may be under way at once from now on, or fewer as soon as those that are have ended. */
  setConcurrency(concurrency: number): void;
  /** Turns all away who wait. */
  rejectWaiting(error: Error): void;
}

interface Waiter {
  readonly ticket: number;
  readonly route: string;
  readonly grant: (turn: Turn) => void;
  readonly reject: (error: Error) => void;
}

interface Sent {
  readonly route: string;
  readonly at: number;
  /** How late it may have arrived; null while there is no answer. */
  lateMs: number | null;
}

/**
 * Gives turns in order, no more than `concurrency` at once, each at least the learner's interval and guard after the one before has
 * left. Without an interval only the concurrency is kept.
 */
export function createPacer(options: PacerOptions): Pacer {
  return new DistrictPacer(options);
}

export interface PacerOptions {
  readonly learner: IntervalLearner;
  readonly concurrency: number;
  readonly clock: Clock;
  /** The time that other processes have a share in; left out: there are none. */
  readonly sharing?: Omit<SharedTimeOptions, 'clock' | 'onChange'>;
}

class DistrictPacer implements Pacer {
  readonly #options: PacerOptions;
  readonly #shared: SharedTime | null;
  readonly #lateness = createLateness();
  readonly #waiters: Waiter[] = [];
  #concurrency: number;
  #active = 0;
  /** Turns whose request has not left yet; the gap to the next cannot be measured before it has. */
  #leaving = 0;
  #last: Sent | null = null;
  #pausedUntil = -Infinity;
  #alarm: { readonly at: number; readonly cancel: AbortController } | null = null;

  constructor(options: PacerOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency;
    const { sharing, clock } = options;
    this.#shared = sharing === undefined ? null : new SharedTime({ ...sharing, clock, onChange: () => this.#pump() });
  }

  turn(ticket: number, route: string, signal?: AbortSignal): Promise<Turn> {
    return new Promise<Turn>((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const leave = (): void => signal?.removeEventListener('abort', onAbort);
      const waiter: Waiter = {
        ticket,
        route,
        grant: (turn) => (leave(), resolve(turn)),
        reject: (error) => (leave(), reject(error)),
      };
      const onAbort = (): void => {
        const index = this.#waiters.indexOf(waiter);
        if (index >= 0) this.#waiters.splice(index, 1);
        waiter.reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const place = this.#waiters.findIndex((other) => other.ticket > ticket);
      this.#waiters.splice(place < 0 ? this.#waiters.length : place, 0, waiter);
      this.#pump();
    });
  }

  pauseUntil(time: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, time);
  }

  pausedUntil(): number {
    return this.#pausedUntil;
  }

  waiting(): number {
    return this.#waiters.length;
  }

  setConcurrency(concurrency: number): void {
    this.#concurrency = concurrency;
    this.#pump();
  }

  rejectWaiting(error: Error): void {
    this.#alarm?.cancel.abort();
    this.#alarm = null;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }

  #opensAt(interval: number): { at: number; delayMs: number } {
    const last = this.#last;
    if (interval === 0 || last === null) return { at: this.#pausedUntil, delayMs: 0 };
    const delayMs = last.lateMs ?? this.#lateness.allowanceMs(last.route, null, interval);
    const at = last.at + interval + this.#options.learner.guardMs() + delayMs;
    return { at: Math.max(this.#pausedUntil, at), delayMs };
  }

  #pump(): void {
    const { learner, clock } = this.#options;
    const waiting = this.#waiters;
    for (;;) {
      const interval = learner.intervalMs();
      const isFull = this.#active >= this.#concurrency || (this.#leaving > 0 && interval > 0);
      if (waiting.length === 0 || isFull) return;
      const { at: ownAt, delayMs } = this.#opensAt(interval);
      const shared = interval === 0 ? null : this.#shared;
      const need = { stepMs: interval + learner.guardMs(), waiting: waiting.length };
      const at = shared?.opensAt(ownAt, need) ?? ownAt;
      if (clock.now() < at) return this.#wakeAt(at);
      const waiter = waiting.shift();
      if (waiter === undefined) return;
      this.#lateness.spend(delayMs, interval, learner.caution());
      this.#active += 1;
      this.#leaving += 1;
      waiter.grant(this.#makeTurn(waiter.route));
    }
  }

  #wakeAt(at: number): void {
    if (at === Infinity || (this.#alarm !== null && this.#alarm.at <= at)) return;
    this.#alarm?.cancel.abort();
    const alarm = { at, cancel: new AbortController() };
    this.#alarm = alarm;
    const { clock } = this.#options;
    void clock.sleep(at - clock.now(), alarm.cancel.signal).then(() => {
      if (this.#alarm !== alarm) return;
      this.#alarm = null;
      this.#pump();
    });
  }

  /** Throws `TurnPassed`. */
  #checkTime(grantedAt: number): void {
    const { learner, clock } = this.#options;
    const interval = learner.intervalMs();
    if (interval === 0 || this.#shared === null) return;
    const leavingMs = clock.now() - grantedAt;
    if (!this.#shared.isOpen(interval + learner.guardMs(), leavingMs)) throw new TurnPassed();
  }

  #isOwnGap(from: number, to: number): boolean {
    return this.#shared === null || this.#options.learner.intervalMs() === 0 || this.#shared.isOwn(from, to);
  }

  #makeTurn(route: string): Turn {
    let mine: Sent | null = null;
    let gapMs: number | null = null;
    let isReleased = false;
    const grantedAt = this.#options.clock.now();
    return {
      get sentAt() {
        return mine?.at ?? null;
      },
      get gapMs() {
        return gapMs;
      },
      sent: () => {
        this.#checkTime(grantedAt);
        if (mine === null) this.#leaving -= 1;
        const before = this.#last;
        mine = { route, at: this.#options.clock.now(), lateMs: null };
        gapMs = before === null || !this.#isOwnGap(before.at, mine.at) ? null : mine.at - before.at;
        this.#shared?.sent();
        this.#last = mine;
        this.#pump();
      },
      answered: () => {
        if (mine === null || mine.lateMs !== null) return;
        const answerMs = this.#options.clock.now() - mine.at;
        mine.lateMs = this.#lateness.allowanceMs(route, answerMs, this.#options.learner.intervalMs());
        this.#lateness.answered(route, answerMs);
        this.#pump();
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#active -= 1;
        if (mine === null) this.#leaving -= 1; // it never left: the next one need not wait for it
        this.#pump();
      },
    };
  }
}

/**
 * How late a request may have reached PowerSchool, from how late its answer came.
 *
 * The throttle measures at the server: a request that was slow on its way, followed by one that was not, arrives too close before
 * it. What is seen of it here is an answer that took longer than that route's quickest (all of it, for a route not seen yet). The next
 * request is then delayed by the same time, out of a credit that fills slowly: the odd hiccup is made up for in full, while a
 * server that is slow all the time costs no more than `CREDIT_SHARE` of the rate
 * as long as nothing is refused. Over an uneven network it gains 12 % of the rate (docs/benchmarks.md).
 */
interface Lateness {
  /** How much later the next request is to leave; `answerMs` is null while no answer came. */
  allowanceMs(route: string, answerMs: number | null, intervalMs: number): number;
  /** The next request left: what it was delayed is paid, and the credit of one interval comes in. */
  spend(delayMs: number, intervalMs: number, caution: number): void;
  answered(route: string, answerMs: number): void;
}

const CREDIT_SHARE = 0.025;
/** While the network is seen to push requests together, which costs far more than holding back: a refusal costs a second. */
const MAX_CREDIT_SHARE = 0.15;
/** Most that one request is delayed, and what there is at the start, when nothing is known of the server: in intervals. */
const MAX_CREDIT = 1;
/** How fast a route's quickest answer is forgotten, per answer: 2 % of the way to the answer at hand. */
const FORGET_SHARE = 0.02;
/** Routes are templates, about a dozen; the bound is for the one who passes a path by mistake. */
const MAX_ROUTES = 64;

function createLateness(): Lateness {
  const quickest = new Map<string, number>();
  /** In intervals, so that it stays right when the interval changes. */
  let credit = MAX_CREDIT;
  return {
    allowanceMs: (route, answerMs, intervalMs) => {
      const lateMs = answerMs === null ? Infinity : Math.max(0, answerMs - (quickest.get(route) ?? 0));
      return Math.min(credit * intervalMs, lateMs);
    },
    spend: (delayMs, intervalMs, caution) => {
      if (intervalMs === 0) return;
      const share = Math.min(CREDIT_SHARE * caution, MAX_CREDIT_SHARE);
      credit = Math.min(Math.max(0, credit - delayMs / intervalMs) + share, MAX_CREDIT);
    },
    answered: (route, answerMs) => {
      const usual = quickest.get(route);
      if (usual === undefined && quickest.size >= MAX_ROUTES) quickest.clear();
      quickest.set(
        route,
        usual === undefined || answerMs < usual ? answerMs : usual + (answerMs - usual) * FORGET_SHARE,
      );
    },
  };
}
