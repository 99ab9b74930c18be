import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MessagingError, type MessagingErrorCode } from '@passback/messaging';
import { systemClock } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';
import { Publisher } from './publisher.ts';

const STAFF = { revision: 1, staff: [] };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function publish(produce: () => Promise<void>): Promise<void> {
  return new Publisher({ produce }, systemClock).staff('lincoln', STAFF, null);
}

describe('a broker', () => {
  it('that never answers is not waited for without end', async () => {
    const published = publish(() => new Promise(() => undefined));
    const outcome = expect(published).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    jest.advanceTimersByTime(INGESTION_LIMITS.produceMs);
    await outcome;
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each<[MessagingErrorCode, number]>([
    ['UNAVAILABLE', 503],
    ['STOPPED', 503],
    ['MESSAGE_TOO_LARGE', 413],
  ])('that fails with %s is %d', async (code, status) => {
    await expect(publish(() => Promise.reject(new MessagingError(code, 'no')))).rejects.toMatchObject({ status });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('that fails in a way that nobody foresaw is not hidden', async () => {
    const unforeseen = new TypeError('x is not a function');
    await expect(publish(() => Promise.reject(unforeseen))).rejects.toBe(unforeseen);
  });
});
