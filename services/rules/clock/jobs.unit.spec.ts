import { expect, it } from '@jest/globals';
import { createLogger } from '@passback/service-kit';
import { Jobs } from './jobs.ts';

const logger = createLogger('rules', 'silent');

it('runs one job of a key at a time, and no more than the limit', async () => {
  const jobs = new Jobs(2, logger);
  const [first, second] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  expect(jobs.start('a', async () => void (await first.promise))).toBe(true);
  expect(jobs.start('a', async () => void (await first.promise))).toBe(false);
  expect(jobs.start('b', async () => void (await second.promise))).toBe(true);
  expect(jobs.start('c', async () => undefined)).toBe(false);
  first.resolve(null);
  await new Promise(setImmediate);
  expect([jobs.isRunning('a'), jobs.isRunning('b')]).toEqual([false, true]);
  expect(jobs.start('c', async () => undefined)).toBe(true);
  second.resolve(null);
  await jobs.stop();
});

it('survives a job that fails, and that job may be begun again', async () => {
  const jobs = new Jobs(1, logger);
  jobs.start('a', () => Promise.reject(new Error('the ledger is away')));
  await new Promise(setImmediate);
  expect(jobs.start('a', async () => undefined)).toBe(true);
  await jobs.stop();
});

it('asks jobs to end when stopped, waits for them, and begins no more', async () => {
  const jobs = new Jobs(1, logger);
  let isEnded = false;
  jobs.start('a', async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    isEnded = true;
  });
  await jobs.stop();
  expect(isEnded).toBe(true);
  expect(jobs.start('b', async () => undefined)).toBe(false);
});
