/**
 * How far apart requests have to be, learnt from what PowerSchool refuses.
 *
 * A district's throttle is a minimum interval that we are told (`settingMs`) or not, and that an administrator changes without telling
 * anyone. A refusal at an interval that had long been good, and the first at one that was set or learnt before, is taken for a hiccup of
 * the network, or for somebody else's request, and makes the guard more cautious; any other doubles the interval, or takes what the
 * refusal's text implies. A refusal long after the request before it, or right after one that was refused too, says nothing of the
 * interval: then PowerSchool takes nothing for a while, however far apart. Once requests have passed for a while, the interval is narrowed by
 * halves towards the longest that was refused, until the two are within `TOLERANCE`. So a stricter district costs a few refusals once,
 * and then ≥ 95 % of its rate is used. Refusals are forgotten after a day, and a throttle that was eased is found again. The setting
 * is never gone below. A throttle that nobody told of is used by 83 % so, over an uneven network, and by 5 % without (docs/benchmarks.md).
 */
export interface IntervalLearner {
  /** Least time from one request to the next, without the guard; 0: none. */
  intervalMs(): number;
  /**
   * Added to the interval: what the network may take from a gap, and what a server loses by counting whole milliseconds. Over an uneven
   * network 13 % of the rate (docs/benchmarks.md).
   */
  guardMs(): number;
  /**
   * 1, and more after hiccups of the network: how much of the rate is given away to keep apart what the network pushes together. Over an
   * uneven network it gains 12 % of the rate.
   */
  caution(): number;
  /** `gapMs`: time since the request before it; null for the first. */
  accepted(call: { sentAt: number; gapMs: number | null }): void;
  refused(call: { sentAt: number; gapMs: number | null; waitMs: number | null }): void;
  /**
   * The setting is this from now on. True where it was another: then it is the newest that the district said, and outranks what was learnt.
   */
  setSetting(ms: number): boolean;
  /** Somebody else learnt this meanwhile; a shorter one than is in use says nothing. */
  learnt(ms: number): void;
}

/** A server that counts whole milliseconds sees a gap up to 1 ms shorter than it was. */
const LEAST_GUARD_MS = 1;
/** With the wake-up of a timer (about 0.5 ms) this keeps above 95 % of the permitted calls at 50 ms. */
const GUARD_SHARE = 0.02;
const MOST_GUARD_SHARE = 0.1;
/** Where doubling starts when no interval was known; districts set 50 to 500 ms. */
const FIRST_STEP_MS = 25;
/** Beyond a minute between two calls no night would end: rather wait the refusals out. */
const MAX_INTERVAL_MS = 60_000;
/** Accepted calls in a row after which an interval counts as good. */
const TRUSTED_CALLS = 20;
/** Accepted calls in a row between two attempts to narrow: about `CALM_MS` of them, within bounds. */
const MOST_CALM_CALLS = 200;
const CALM_MS = 10_000;
/** Times of the clock are the same that are closer than this. */
const SAME_MS = 0.5;
/** A call that was refused this long after the one before it was not too early: districts set 50 to 500 ms. */
const LONG_GAP_MS = 2_000;
const LONG_GAP_INTERVALS = 4;
/** Distance to the longest refused interval at which narrowing stops. */
const TOLERANCE = 0.025;
const MAX_CAUTION = 8;
const FORGET_AFTER_MS = 24 * 3_600_000;

export interface IntervalOptions {
  readonly settingMs: number;
  readonly now: () => number;
  readonly onLearned?: (ms: number) => void;
}

export function createIntervalLearner(options: IntervalOptions): IntervalLearner {
  return new LearntInterval(options);
}

class LearntInterval implements IntervalLearner {
  readonly #options: IntervalOptions;
  #settingMs: number;
  #current: number;
  /** Longest interval that was refused. */
  #low: number;
  /** Shortest interval that was good for long; null: none known. */
  #high: number | null;
  /** The interval was told and not tried out: nothing was refused since. */
  #isTold = true;
  #caution = 1;
  #acceptedInRow = 0;
  #steppedAt = -Infinity;
  /** When the last one was sent that was refused. */
  #refusedSentAt = -Infinity;
  #refusedAt: number;

  constructor(options: IntervalOptions) {
    this.#options = options;
    this.#settingMs = this.#current = this.#low = this.#high = options.settingMs;
    this.#refusedAt = options.now();
  }

  intervalMs(): number {
    return this.#current;
  }

  caution(): number {
    return this.#caution;
  }

  guardMs(): number {
    const current = this.#current;
    if (current === 0) return 0;
    const cautious = Math.max(LEAST_GUARD_MS, current * GUARD_SHARE) * this.#caution;
    return Math.min(cautious, Math.max(LEAST_GUARD_MS, current * MOST_GUARD_SHARE));
  }

  accepted({ sentAt, gapMs }: { sentAt: number; gapMs: number | null }): void {
    // A call after a pause, or from before the last step, tells nothing about the interval.
    if (sentAt < this.#steppedAt || gapMs === null || gapMs > this.#current * 1.5 + FIRST_STEP_MS) return;
    this.#acceptedInRow += 1;
    if (this.#acceptedInRow % this.#calmCalls() === 0) this.#narrow();
  }

  refused({ sentAt, gapMs, waitMs }: { sentAt: number; gapMs: number | null; waitMs: number | null }): void {
    const isAfterRefused = gapMs !== null && Math.abs(sentAt - gapMs - this.#refusedSentAt) < SAME_MS;
    this.#refusedSentAt = sentAt;
    const isLongAfter = gapMs !== null && gapMs > Math.max(LONG_GAP_MS, LONG_GAP_INTERVALS * this.#current);
    if (sentAt < this.#steppedAt || isAfterRefused || isLongAfter) return;
    const isTrusted = this.#current > 0 && (this.#isTold || this.#acceptedInRow >= TRUSTED_CALLS);
    this.#isTold = false;
    this.#acceptedInRow = 0;
    this.#refusedAt = this.#options.now();
    if (isTrusted) this.#caution = Math.min(this.#caution * 2, MAX_CAUTION);
    else this.#widen(gapMs, waitMs);
  }

  setSetting(ms: number): boolean {
    if (ms === this.#settingMs) return false;
    this.#settingMs = ms;
    this.#begin(ms);
    return true;
  }

  learnt(ms: number): void {
    if (ms > this.#current) this.#begin(ms);
  }

  #calmCalls(): number {
    return Math.max(TRUSTED_CALLS, Math.min(MOST_CALM_CALLS, Math.ceil(CALM_MS / this.#current)));
  }

  #begin(intervalMs: number): void {
    // What was learnt before counts as narrowed already.
    this.#low = Math.max(this.#settingMs, intervalMs * (1 - TOLERANCE));
    this.#high = intervalMs;
    this.#isTold = true;
    this.#caution = 1;
    this.#refusedAt = this.#options.now();
    this.#use(intervalMs);
  }

  #narrow(): void {
    const [current, settingMs] = [this.#current, this.#settingMs];
    this.#caution = Math.max(1, this.#caution * 0.75);
    if (current <= settingMs) return;
    this.#high = current;
    if (this.#options.now() - this.#refusedAt > FORGET_AFTER_MS) this.#low = settingMs;
    if (current - this.#low <= TOLERANCE * current) return;
    const next = Math.max(settingMs, (this.#low + current) / 2);
    this.#use(next < LEAST_GUARD_MS ? settingMs : next);
  }

  #widen(gapMs: number | null, waitMs: number | null): void {
    const current = this.#current;
    this.#low = Math.max(this.#low, current);
    // A wait that is not whole seconds is the rest of the interval, to the millisecond.
    const implied = waitMs !== null && waitMs % 1000 !== 0 && gapMs !== null ? gapMs + waitMs : 0;
    const known = this.#high !== null && this.#high > current ? this.#high : null;
    if (known === null) this.#high = null;
    const next = implied > current ? implied : (known ?? Math.max(FIRST_STEP_MS, current * 2));
    this.#use(Math.min(next, MAX_INTERVAL_MS));
  }

  #use(intervalMs: number): void {
    if (intervalMs === this.#current) return;
    this.#current = intervalMs;
    this.#steppedAt = this.#options.now();
    this.#acceptedInRow = 0;
    this.#options.onLearned?.(intervalMs);
  }
}
