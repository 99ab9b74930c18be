import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIntervalLearner } from './interval.ts';
import { ManualClock } from './manual-clock.fixture.ts';
import { createPacer, type Pacer } from './pacer.ts';

interface Request {
  /** After the request before it was asked for. */
  readonly askedAfterMs: number;
  /** From the turn to the moment it leaves: a connection that has to be made first. */
  readonly connectMs: number;
  /** On its way to the server. */
  readonly onWayMs: number;
  /** From its arrival to its answer. */
  readonly answerMs: number;
  /** It never leaves: the connection could not be made. */
  readonly fails: boolean;
}

interface Seen {
  readonly order: number[];
  readonly sentAt: number[];
  readonly arrivedAt: number[];
  mostActive: number;
}

const pacerWith = (clock: ManualClock, settingMs: number, concurrency: number): Pacer =>
  createPacer({ learner: createIntervalLearner({ settingMs, now: () => clock.now() }), concurrency, clock });

/** Sends all of them through a pacer, in simulated time. */
async function run(requests: readonly Request[], settingMs: number, concurrency: number): Promise<Seen> {
  const clock = new ManualClock(0);
  const pacer = pacerWith(clock, settingMs, concurrency);
  const seen: Seen = { order: [], sentAt: [], arrivedAt: [], mostActive: 0 };
  let active = 0;
  const one = async (request: Request, ticket: number): Promise<void> => {
    const turn = await pacer.turn(ticket, '/x');
    seen.order.push(ticket);
    seen.mostActive = Math.max(seen.mostActive, (active += 1));
    await clock.sleep(request.connectMs);
    if (!request.fails) {
      turn.sent();
      seen.sentAt.push(clock.now());
      await clock.sleep(request.onWayMs);
      seen.arrivedAt.push(clock.now());
      await clock.sleep(request.answerMs);
      turn.answered();
    }
    active -= 1;
    turn.release();
  };
  const all: Promise<void>[] = [];
  const ask = async (): Promise<void> => {
    for (const [ticket, request] of requests.entries()) {
      await clock.sleep(request.askedAfterMs);
      all.push(one(request, ticket));
    }
    await Promise.all(all);
  };
  await clock.runUntil(ask());
  expect(seen.order).toHaveLength(requests.length);
  return seen;
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, n) => time - (times[n] ?? 0));
const steady: Request = { askedAfterMs: 0, connectMs: 0, onWayMs: 1, answerMs: 4, fails: false };
const repeated = (count: number, request: (n: number) => Request): Request[] =>
  Array.from({ length: count }, (_, n) => request(n));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const anyRequest = fc.record({
  askedAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 })),
  connectMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 80 })),
  // What the network takes from a gap stays within the guard.
  onWayMs: fc.double({ min: 3, max: 4, noNaN: true }),
  answerMs: fc.integer({ min: 0, max: 300 }),
  fails: fc.boolean(),
});

describe('turns', () => {
  test('never come closer than the interval and never more than permitted at once, whatever arrives when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRequest, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 6 }),
        async (requests, intervalMs, concurrency) => {
          const seen = await run(requests, intervalMs, concurrency);
          for (const gap of gaps(seen.sentAt)) expect(gap).toBeGreaterThan(intervalMs);
          for (const gap of gaps(seen.arrivedAt.sort((a, b) => a - b))) expect(gap).toBeGreaterThanOrEqual(intervalMs);
          expect(seen.mostActive).toBeLessThanOrEqual(concurrency);
          expect(seen.order).toEqual([...seen.order].sort((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([50, 100, 500])(
    'use ≥ 97 %% of what an interval of %i ms permits while there is work',
    async (interval) => {
      const { sentAt } = await run(
        repeated(200, () => steady),
        interval,
        4,
      );
      // Timers of a real clock come on top, see the guard; a server that counts whole milliseconds is why there is one.
      expect(interval / (mean(gaps(sentAt)) - 1)).toBeGreaterThanOrEqual(0.95);
    },
  );

  test('lose no more than 5 %% of the rate to a server whose answers are now quick, now slow', async () => {
    const uneven = repeated(300, (n) => ({ ...steady, answerMs: (n * 37) % 90 }));
    const { sentAt } = await run(uneven, 50, 8);
    expect(mean(gaps(sentAt))).toBeLessThanOrEqual(52.5);
  });

  test('make up for a request that was held up on its way', async () => {
    const held = repeated(100, (n) => (n === 80 ? { ...steady, onWayMs: 21 } : steady));
    const { arrivedAt } = await run(held, 50, 4);
    expect(Math.min(...gaps(arrivedAt))).toBeGreaterThanOrEqual(50);
  });

  test('are given at once where there is no interval', async () => {
    const { sentAt, mostActive } = await run(
      repeated(3, () => steady),
      0,
      3,
    );
    expect(gaps(sentAt)).toEqual([0, 0]);
    expect(mostActive).toBe(3);
  });

  test('wait out a pause', async () => {
    const clock = new ManualClock(0);
    const pacer = pacerWith(clock, 0, 1);
    pacer.pauseUntil(500);
    pacer.pauseUntil(300);
    await clock.runUntil(pacer.turn(1, '/x'));
    expect(clock.now()).toBe(500);
  });

  test('go to the oldest ticket first', async () => {
    const clock = new ManualClock(0);
    const pacer = pacerWith(clock, 0, 1);
    const first = await pacer.turn(1, '/x');
    const order: number[] = [];
    const later = [5, 2, 9].map((ticket) =>
      pacer.turn(ticket, '/x').then((turn) => {
        order.push(ticket);
        turn.release();
      }),
    );
    first.release();
    await Promise.all(later);
    expect(order).toEqual([2, 5, 9]);
  });

  test('are given up when the caller does, and leave nobody behind waiting', async () => {
    const clock = new ManualClock(0);
    const pacer = pacerWith(clock, 0, 1);
    const first = await pacer.turn(1, '/x');
    const caller = new AbortController();
    const given = pacer.turn(2, '/x', caller.signal);
    const next = pacer.turn(3, '/x');
    caller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(pacer.turn(4, '/x', caller.signal)).rejects.toThrow('enough');
    expect(pacer.waiting()).toBe(1);
    first.release();
    (await next).release();
  });

  test('are refused to all who wait when the transport closes, and no timer is left', async () => {
    const clock = new ManualClock(0);
    const pacer = pacerWith(clock, 0, 1);
    pacer.pauseUntil(60_000);
    const waiting = [pacer.turn(1, '/x'), pacer.turn(2, '/x')];
    await Promise.resolve();
    pacer.rejectWaiting(new Error('closed'));
    for (const turn of waiting) await expect(turn).rejects.toThrow('closed');
    expect(clock.sleeping()).toBe(0);
  });

  test('released twice count once', async () => {
    const clock = new ManualClock(0);
    const pacer = pacerWith(clock, 0, 1);
    const first = await pacer.turn(1, '/x');
    first.release();
    first.release();
    await pacer.turn(2, '/x');
    const third = pacer.turn(3, '/x');
    await clock.advance(10);
    expect(pacer.waiting()).toBe(1);
    pacer.rejectWaiting(new Error('end'));
    await expect(third).rejects.toThrow('end');
  });
});
