import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { systemClock } from './clock.ts';
import { within } from './within.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('gives what the work gives and throws what it throws, and leaves no timer behind', async () => {
  expect(await within(10, Promise.resolve('done'))).toBe('done');
  await expect(within(10, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(jest.getTimerCount()).toBe(0);
});

it('says after the limit that there was no answer, and nobody hears of an error that comes later', async () => {
  const work = Promise.withResolvers<string>();
  const answer = within(10, work.promise);
  jest.advanceTimersByTime(10);
  await expect(answer).rejects.toThrow('no answer within 10 ms');
  work.reject(new Error('broken'));
});

it('gives or throws what is said for one that is late, and asks for it only then', async () => {
  const asked: string[] = [];
  const late = (): null => (asked.push('late'), null);
  expect(await within(10, Promise.resolve('done'), { late })).toBe('done');
  expect(asked).toEqual([]);
  const never = within(10, new Promise<string>(() => undefined), { late });
  jest.advanceTimersByTime(10);
  expect(await never).toBeNull();
  expect(asked).toEqual(['late']);
});

it('goes by the clock that it is given', async () => {
  const slept: number[] = [];
  const clock = { ...systemClock, sleep: async (ms: number) => void slept.push(ms) };
  await expect(within(5_000, new Promise(() => undefined), { clock })).rejects.toThrow('within 5000 ms');
  expect(slept).toEqual([5_000]);
});
