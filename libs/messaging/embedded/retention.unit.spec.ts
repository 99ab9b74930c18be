import { afterEach, expect, it, jest } from '@jest/globals';
import type { LogFile } from './log-file.ts';
import { startPruning } from './retention.ts';

afterEach(() => void jest.useRealTimers());

it('says once that messages cannot be removed, and again after they could', async () => {
  jest.useFakeTimers();
  const warned: string[] = [];
  let isFull = true;
  const file = {
    topics: [{ id: 1, name: 'one', retentionMs: 1, first: 0, next: 0 }],
    prune: () => {
      if (isFull) throw new Error('the disk is full');
      return 0;
    },
  } as unknown as LogFile;
  const stop = startPruning(file, { warn: (_fields, words) => void warned.push(words), info: () => undefined });
  const rounds = (count: number): Promise<void> => jest.advanceTimersByTimeAsync(count * 10 * 60_000);
  await rounds(3);
  expect(warned).toEqual(['old messages could not be removed; it is tried again']);
  isFull = false;
  await rounds(1);
  isFull = true;
  await rounds(2);
  expect(warned).toHaveLength(2);
  stop();
});
