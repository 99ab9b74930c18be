import { beforeAll, describe, expect, test } from '@jest/globals';
import { createIntervalLearner, type IntervalLearner } from './interval.ts';
import { ManualClock } from './manual-clock.fixture.ts';
import { createPacer } from './pacer.ts';

/*
 * What each part of the pacing buys: calls against a throttle that is judged as they arrive, in simulated time, with one part left out at a
 * time. docs/benchmarks.md has the figures.
 */
const THROTTLE_MS = 50;
const CALLS = 1_500;
const CONCURRENCY = 4;
/** What PowerSchool asks a refused caller to wait. */
const REFUSED_WAIT_MS = 1_000;
/** A timer wakes up to so much later than asked. */
const TIMER_MS = 0.5;
const ON_WAY_MS = 3;
/** Up to so much more, from one call to the next: a network of some kilometres. */
const JITTER_MS = 5;
const ANSWER_MS = 4;

type Part = 'guard' | 'lateness' | 'caution' | 'learning';

interface Night {
  /** Share of the permitted rate that was used, in per cent. */
  readonly rate: number;
  /** Refusals in 1,000 calls. */
  readonly refused: number;
}

/** The same numbers in each run, from [0, 1): mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function learnerWithout(part: Part | null, settingMs: number, now: () => number): IntervalLearner {
  const learner = createIntervalLearner({ settingMs, now });
  const uncautiousGuardMs = (): number => (learner.intervalMs() === 0 ? 0 : Math.max(1, learner.intervalMs() * 0.02));
  return {
    intervalMs: () => learner.intervalMs(),
    guardMs: () => (part === 'guard' ? 0 : part === 'caution' ? uncautiousGuardMs() : learner.guardMs()),
    caution: () => (part === 'caution' ? 1 : learner.caution()),
    accepted: (call) => learner.accepted(call),
    refused: (call) => {
      if (part !== 'learning') learner.refused(call);
    },
    setSetting: (ms) => learner.setSetting(ms),
    learnt: (ms) => learner.learnt(ms),
  };
}

async function night(without: Part | null, settingMs = THROTTLE_MS): Promise<Night> {
  const clock = new ManualClock(0);
  const random = numbers(7);
  const learner = learnerWithout(without, settingMs, () => clock.now());
  const pacer = createPacer({ learner, concurrency: CONCURRENCY, clock });
  let [refusals, lastArrivedAt, endedAt] = [0, -Infinity, 0];

  /** One try; whether it was refused. */
  const attempt = async (ticket: number): Promise<boolean> => {
    const turn = await pacer.turn(ticket, '/score');
    await clock.sleep(random() * TIMER_MS);
    turn.sent();
    // A request whose answer is here at once was not late.
    if (without === 'lateness') turn.answered();
    await clock.sleep(ON_WAY_MS + random() * JITTER_MS);
    // Counted in whole milliseconds, as PowerSchool's own clock has them.
    const arrivedAt = Math.floor(clock.now());
    const isRefused = arrivedAt - lastArrivedAt < THROTTLE_MS;
    lastArrivedAt = arrivedAt;
    await clock.sleep(ANSWER_MS);
    turn.answered();
    const call = { sentAt: turn.sentAt ?? 0, gapMs: turn.gapMs };
    if (isRefused) {
      learner.refused({ ...call, waitMs: REFUSED_WAIT_MS });
      pacer.pauseUntil(clock.now() + REFUSED_WAIT_MS);
    } else learner.accepted(call);
    turn.release();
    return isRefused;
  };
  const call = async (ticket: number): Promise<void> => {
    while (await attempt(ticket)) refusals += 1;
    endedAt = clock.now();
  };
  await clock.runUntil(Promise.all(Array.from({ length: CALLS }, (_, ticket) => call(ticket))));
  return { rate: (CALLS * THROTTLE_MS * 100) / endedAt, refused: (refusals * 1_000) / CALLS };
}

describe('a night over a network whose way takes now 3 ms, now 8', () => {
  let whole: Night;
  beforeAll(async () => {
    whole = await night(null);
  }, 60_000);

  test('uses most of the rate, with few refusals', () => {
    expect(whole.rate).toBeGreaterThan(88);
    expect(whole.refused).toBeLessThan(2.5);
  });

  test.each([
    ['guard', 10],
    ['lateness', 10],
    ['caution', 10],
    ['learning', 30],
  ] as const)(
    'without %s would lose another %i per cent of the rate',
    async (part, lostAtLeast) => {
      const { rate, refused } = await night(part);
      expect(whole.rate - rate).toBeGreaterThan(lostAtLeast);
      expect(refused).toBeGreaterThanOrEqual(whole.refused);
    },
    60_000,
  );

  test('is one also where nobody told of the throttle; without learning nearly every call would be refused', async () => {
    expect((await night(null, 0)).rate).toBeGreaterThan(80);
    const { rate, refused } = await night('learning', 0);
    expect(rate).toBeLessThan(10);
    expect(refused).toBeGreaterThan(1_000);
  }, 60_000);
});
