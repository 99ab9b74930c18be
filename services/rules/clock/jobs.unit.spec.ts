import { expect, it } from '@jest/globals';
import { createLogger } from '@passback/service-kit';
import { Jobs } from './jobs.ts';

const logger = createLogger('rules', 'silent');

it('runs one job of a key at a time, and no more than the limit', async () => {
  const jobs = new Jobs(2, logger);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  expect(jobs.start('a', () => first.promise)).toBe(true);
  expect(jobs.start('a', () => first.promise)).toBe(false);
  expect(jobs.start('b', () => second.promise)).toBe(true);
  expect(jobs.start('c', async () => undefined)).toBe(false);
  first.resolve();
  await new Promise(setImmediate);
  expect([jobs.isRunning('a'), jobs.isRunning('b')]).toEqual([false, true]);
  expect(jobs.start('c', async () => undefined)).toBe(true);
  second.resolve();
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
