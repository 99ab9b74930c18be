import { describe, expect, it } from '@jest/globals';
import { nextAttemptInMs, RETRY_POLICY } from './failure-policy.ts';

describe('the wait before the next attempt', () => {
  it.each([
    [1, 1_000],
    [2, 5_000],
    [3, 30_000],
    [4, 120_000],
    [5, 600_000],
  ])('after attempt %i is drawn from up to %i ms', (attempt, longestMs) => {
    expect(nextAttemptInMs(RETRY_POLICY, attempt, 0.5, null)).toBe(longestMs / 2);
    expect(nextAttemptInMs(RETRY_POLICY, attempt, 0, null)).toBe(0);
  });

  it('ends with the last attempt of the run', () => {
    expect(nextAttemptInMs(RETRY_POLICY, 6, 0.5, null)).toBeNull();
  });

  it('is never shorter than what PowerSchool asked for', () => {
    expect(nextAttemptInMs(RETRY_POLICY, 1, 0.5, 7_000)).toBe(7_000);
  });
});
