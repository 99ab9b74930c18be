import { beforeEach, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock.ts';

const SERVER_AHEAD_MS = 1_000_000;
let now: number;
let asked: number;
/** How long the question and its answer are on their way. */
let way: { there: number; back: number };

const clock = (): ServerClock =>
  new ServerClock(
    async () => {
      asked += 1;
      now += way.there;
      const then = now + SERVER_AHEAD_MS;
      now += way.back;
      return then;
    },
    () => now,
  );

beforeEach(() => {
  [now, asked] = [500, 0];
  way = { there: 0, back: 0 };
});

it.each([
  { there: 0, back: 0 },
  { there: 40, back: 0 },
  { there: 0, back: 40 },
  { there: 3_000, back: 9_000 },
])('knows between which moments the server’s time is, however long the answer takes: %j', async (slow) => {
  way = slow;
  const { atLeast, atMost } = await clock().read();
  expect(atLeast).toBeLessThanOrEqual(now + SERVER_AHEAD_MS);
  expect(atMost).toBeGreaterThanOrEqual(now + SERVER_AHEAD_MS);
  expect(atMost - atLeast).toBe(slow.there + slow.back);
});

it('goes on from one reading for a minute, and then asks again', async () => {
  const read = clock();
  await read.read();
  now += 59_999;
  expect(await read.read()).toEqual({ atLeast: now + SERVER_AHEAD_MS, atMost: now + SERVER_AHEAD_MS });
  expect(asked).toBe(1);
  now += 1;
  await read.read();
  expect(asked).toBe(2);
});

it('keeps nothing of a question that failed', async () => {
  let isDown = true;
  const read = new ServerClock(
    () => (isDown ? Promise.reject(new Error('away')) : Promise.resolve(7)),
    () => now,
  );
  await expect(read.read()).rejects.toThrow('away');
  isDown = false;
  expect(await read.read()).toEqual({ atLeast: 7, atMost: 7 });
});
