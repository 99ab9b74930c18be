/**
 * How far apart requests have to be, learnt from what PowerSchool refuses.
 *
 * A district's throttle is a minimum interval that we are told (`settingMs`) or not, and that an administrator changes without telling
 * anyone. A refusal at an interval that had long been good, and the first at one that was set or learnt before, is taken for a hiccup of
 * the network, or for somebody else's request, and makes the guard more cautious; any other doubles the interval, or takes what the
 * refusal's text implies. Once requests have passed for a while, the interval is narrowed by
 * halves towards the longest that was refused, until the two are within `TOLERANCE`. So a stricter district costs a few refusals once,
 * and then ≥ 95 % of its rate is used. Refusals are forgotten after a day, and a throttle that was eased is found again. The setting
 * is never gone below.
 */
export interface IntervalLearner {
  /** Least time from one request to the next, without the guard; 0: none. */
  intervalMs(): number;
  /** Added to the interval: what the network may take from a gap, and what a server loses by counting whole milliseconds. */
  guardMs(): number;
  /** 1, and more after hiccups of the network: how much of the rate is given away to keep apart what the network pushes together. */
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
/** Accepted calls in a row between two attempts to narrow. */
const CALM_CALLS = 200;
/** Distance to the longest refused interval at which narrowing stops. */
const TOLERANCE = 0.025;
const MAX_CAUTION = 8;
const FORGET_AFTER_MS = 24 * 3_600_000;

export function createIntervalLearner(options: {
  readonly settingMs: number;
  readonly now: () => number;
  readonly onLearned?: (ms: number) => void;
}): IntervalLearner {
  const { now } = options;
  let { settingMs } = options;
  let current = settingMs;
  /** Longest interval that was refused. */
  let low = settingMs;
  /** Shortest interval that was good for long; null: none known. */
  let high: number | null = current;
  /** The interval was told and not tried out: nothing was refused since. */
  let isTold = true;
  let caution = 1;
  let acceptedInRow = 0;
  let steppedAt = -Infinity;
  let refusedAt = now();

  const use = (intervalMs: number): void => {
    if (intervalMs === current) return;
    current = intervalMs;
    steppedAt = now();
    acceptedInRow = 0;
    options.onLearned?.(current);
  };

  const begin = (intervalMs: number): void => {
    // What was learnt before counts as narrowed already.
    low = Math.max(settingMs, intervalMs * (1 - TOLERANCE));
    high = intervalMs;
    isTold = true;
    caution = 1;
    refusedAt = now();
    use(intervalMs);
  };

  const narrow = (): void => {
    caution = Math.max(1, caution * 0.75);
    if (current <= settingMs) return;
    high = current;
    if (now() - refusedAt > FORGET_AFTER_MS) low = settingMs;
    if (current - low <= TOLERANCE * current) return;
    const next = Math.max(settingMs, (low + current) / 2);
    use(next < LEAST_GUARD_MS ? settingMs : next);
  };

  const widen = (gapMs: number | null, waitMs: number | null): void => {
    low = Math.max(low, current);
    // A wait that is not whole seconds is the rest of the interval, to the millisecond.
    const implied = waitMs !== null && waitMs % 1000 !== 0 && gapMs !== null ? gapMs + waitMs : 0;
    const known = high !== null && high > current ? high : null;
    if (known === null) high = null;
    const next = implied > current ? implied : (known ?? Math.max(FIRST_STEP_MS, current * 2));
    use(Math.min(next, MAX_INTERVAL_MS));
  };

  return {
    intervalMs: () => current,
    caution: () => caution,
    guardMs: () =>
      current === 0
        ? 0
        : Math.min(
            Math.max(LEAST_GUARD_MS, current * GUARD_SHARE) * caution,
            Math.max(LEAST_GUARD_MS, current * MOST_GUARD_SHARE),
          ),
    accepted: ({ sentAt, gapMs }) => {
      // A call after a pause, or from before the last step, tells nothing about the interval.
      if (sentAt < steppedAt || gapMs === null || gapMs > current * 1.5 + FIRST_STEP_MS) return;
      acceptedInRow += 1;
      if (acceptedInRow % CALM_CALLS === 0) narrow();
    },
    refused: ({ sentAt, gapMs, waitMs }) => {
      if (sentAt < steppedAt) return;
      const trusted = current > 0 && (isTold || acceptedInRow >= TRUSTED_CALLS);
      isTold = false;
      acceptedInRow = 0;
      refusedAt = now();
      if (trusted) caution = Math.min(caution * 2, MAX_CAUTION);
      else widen(gapMs, waitMs);
    },
    setSetting: (ms) => {
      if (ms === settingMs) return false;
      settingMs = ms;
      begin(ms);
      return true;
    },
    learnt: (ms) => {
      if (ms > current) begin(ms);
    },
  };
}
