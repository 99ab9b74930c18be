import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIntervalLearner } from './interval.ts';
import { ManualClock } from './manual-clock.fixture.ts';
import { createPacer, type Pacer, TurnPassed } from './pacer.ts';
import { MemoryReserver } from './shared-time.fixture.ts';

const INTERVAL_MS = 50;
/** A minute: more than any of these takes. */
const LONG_MS = 60_000;

let clock: ManualClock;
let reserver: MemoryReserver;
let said: string[];
let sentAt: number[];
beforeEach(() => {
  clock = new ManualClock(0);
  reserver = new MemoryReserver(clock, 6);
  [said, sentAt] = [[], []];
});

/** The pacer of one process. */
function process(settingMs = INTERVAL_MS, concurrency = 4): Pacer {
  const say = (_fields: unknown, message: string): void => void said.push(message);
  const learner = createIntervalLearner({ settingMs, now: () => clock.now() });
  const sharing = { time: reserver, districtId: 'lincoln', logger: { info: say, warn: say } as never };
  return createPacer({ learner, concurrency, clock, sharing });
}

let tickets = 0;
/** One request, whose connection takes `connectMs` to be made; how often it had to wait for another turn. */
async function send(pacer: Pacer, connectMs = 0, answerMs = 3): Promise<number> {
  const ticket = (tickets += 1);
  for (let passed = 0; ; passed += 1) {
    const turn = await pacer.turn(ticket, '/x');
    try {
      await clock.sleep(passed === 0 ? connectMs : 0);
      turn.sent();
      sentAt.push(clock.now());
      await clock.sleep(answerMs);
      turn.answered();
      return passed;
    } catch (error) {
      if (!(error instanceof TurnPassed)) throw error;
    } finally {
      turn.release();
    }
  }
}

/** As the workers of a lane do: each its next one when the one before is answered. */
async function work(pacer: Pacer, requests: number, workers = 4): Promise<void> {
  let left = requests;
  const one = async (): Promise<void> => {
    while ((left -= 1) >= 0) await send(pacer);
  };
  await Promise.all(Array.from({ length: workers }, one));
}

async function nowAndThen(pacer: Pacer, requests: number, everyMs: number): Promise<void> {
  for (let left = requests; left > 0; left -= 1) {
    await send(pacer);
    await clock.sleep(everyMs);
  }
}

const gaps = (): number[] => {
  const sorted = sentAt.toSorted((one, other) => one - other);
  return sorted.slice(1).map((at, n) => at - (sorted[n] ?? 0));
};
const lengths = (): number[] => reserver.asked.map(({ lengthMs }) => lengthMs);

describe('processes that share the time of a PowerSchool', () => {
  test('never come closer than the interval, whoever asks when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ everyMs: fc.integer({ min: 0, max: 700 }), workers: fc.integer({ min: 1, max: 6 }) }), {
          minLength: 2,
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 5, max: 300 }),
        async (users, answerMs, intervalMs) => {
          clock = new ManualClock(0);
          reserver = new MemoryReserver(clock, answerMs);
          sentAt = [];
          const all = users.map(({ everyMs, workers }) => {
            const pacer = process(intervalMs);
            return everyMs < 100 ? work(pacer, 40, workers) : nowAndThen(pacer, 12, everyMs);
          });
          await clock.runUntil(Promise.all(all));
          for (const gap of gaps()) expect(gap).toBeGreaterThan(intervalMs);
          expect(said).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('use ≥ 95 %% of the rate where one of them works alone, and ask about once a second', async () => {
    await clock.runUntil(work(process(), 400));
    const seconds = (sentAt.at(-1) ?? 0) / 1_000;
    // The guard is part of what a pace keeps anyway, see pacer.unit.spec.
    expect((400 * (INTERVAL_MS + 1)) / 1_000 / seconds).toBeGreaterThanOrEqual(0.98);
    expect(reserver.asked.length).toBeLessThan(2 * seconds + 5);
  });

  test('use ≥ 90 %% of the rate where two work, and each has its share', async () => {
    const [one, other] = [process(), process()];
    await clock.runUntil(Promise.all([work(one, 200), work(other, 200)]));
    expect((400 * INTERVAL_MS) / (Math.max(...sentAt) - Math.min(...sentAt))).toBeGreaterThanOrEqual(0.9);
  });

  test('reserve one turn at a time where they send now and then', async () => {
    await clock.runUntil(nowAndThen(process(), 10, 1_500));
    expect(reserver.asked).toHaveLength(10);
    for (const lengthMs of lengths()) expect(lengthMs).toBeLessThan(1.5 * INTERVAL_MS);
  });

  test('wait no longer than what others have ahead', async () => {
    const [lane, command] = [process(), process()];
    const working = work(lane, 200);
    await clock.advance(4_000);
    const begun = clock.now();
    await clock.runUntil(send(command));
    expect(clock.now() - begun).toBeLessThan(2_000);
    await clock.runUntil(working);
    expect(Math.max(...lengths())).toBeLessThanOrEqual(1_100);
  });

  test('do not reserve what a throttle keeps them from using', async () => {
    const pacer = process();
    await clock.runUntil(send(pacer));
    pacer.pauseUntil(clock.now() + LONG_MS);
    const waiting = send(pacer);
    await clock.advance(LONG_MS - 2_000);
    expect(reserver.asked).toHaveLength(1);
    await clock.runUntil(waiting);
    expect(reserver.asked).toHaveLength(2);
  });

  test('ask nobody where there is no interval', async () => {
    await clock.runUntil(work(process(0), 50));
    expect(reserver.asked).toEqual([]);
    expect(sentAt).toHaveLength(50);
  });
});

describe('a request whose connection takes longer than its turn', () => {
  test('waits for another turn, and the next such one has the time that it takes', async () => {
    const [slow, other] = [process(), process()];
    const working = work(other, 60);
    await clock.advance(500);
    const passed: number[] = [];
    const all = async (): Promise<void> => {
      for (let n = 0; n < 5; n += 1) passed.push(await send(slow, 80));
    };
    await clock.runUntil(Promise.all([all(), working]));
    expect(passed[0]).toBe(1);
    expect(passed.at(-1)).toBe(0);
    for (const gap of gaps()) expect(gap).toBeGreaterThan(INTERVAL_MS);
  });

  test('is sent in the end, however long each connection takes', async () => {
    const pacer = process();
    const turnedAway = async (): Promise<number> => {
      for (let passed = 0; ; passed += 1) {
        const turn = await pacer.turn(1, '/x');
        await clock.sleep(5_000);
        try {
          turn.sent();
          return passed;
        } catch {
          turn.release();
        }
      }
    };
    expect(await clock.runUntil(turnedAway())).toBeLessThan(5);
  });
});

describe('where the time cannot be reserved', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const broken = (): Promise<never> => Promise.reject(new Error('down'));

  test.each([
    ['does not answer', never],
    ['fails', broken],
  ])('because nobody %s, it is sent at half the rate, which is said once', async (_what, failing) => {
    reserver.failing = failing;
    await clock.runUntil(work(process(), 40));
    expect(sentAt[0]).toBeLessThanOrEqual(1_000);
    for (const gap of gaps()) expect(gap).toBeGreaterThan(2 * INTERVAL_MS);
    expect(Math.max(...gaps())).toBeLessThan(3 * INTERVAL_MS);
    expect(said).toHaveLength(1);
  });

  test('the whole rate is used again once somebody answers, and that is said', async () => {
    reserver.failing = broken;
    const pacer = process();
    const working = work(pacer, 200);
    await clock.advance(3_000);
    reserver.failing = null;
    await clock.runUntil(working);
    expect(said).toEqual([expect.stringContaining('cannot be shared'), expect.stringContaining('again')]);
    const late = gaps().slice(-50);
    expect(Math.max(...late)).toBeLessThan(1.2 * INTERVAL_MS);
  });

  test('because answers come too late to be of use, it goes on without them', async () => {
    reserver = new MemoryReserver(clock, 1_900);
    await clock.runUntil(work(process(), 20));
    expect(sentAt).toHaveLength(20);
  });

  test('what was closed waits for nothing', async () => {
    reserver.failing = never;
    const pacer = process();
    const waiting = send(pacer).catch((error: unknown) => error);
    pacer.rejectWaiting(new Error('closed'));
    expect(await waiting).toMatchObject({ message: 'closed' });
  });
});

test('a process that takes the place of another that died goes on after what that had ahead', async () => {
  const dying = process();
  const worker = work(dying, 1_000).catch(() => undefined);
  await clock.advance(5_000);
  dying.rejectWaiting(new Error('killed'));
  await clock.runUntil(worker);
  const diedAt = clock.now();
  await clock.runUntil(work(process(), 20));
  expect(gaps().every((gap) => gap > INTERVAL_MS)).toBe(true);
  expect(sentAt.find((at) => at > diedAt)).toBeLessThan(diedAt + 2_000);
});
