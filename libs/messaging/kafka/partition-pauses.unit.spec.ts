import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PartitionPauses } from './partition-pauses.ts';

describe('PartitionPauses', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits longer with each failure in a row, up to 15 s, and from the start after a success', () => {
    const pauses = new PartitionPauses();
    const delays = Array.from({ length: 8 }, () => pauses.failed(0, 'down', () => undefined).delayMs);
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    pauses.succeeded(0);
    expect(pauses.failed(0, 'down', () => undefined)).toEqual({ failures: 1, delayMs: 250 });
    pauses.clear();
  });

  it('resumes each partition at its own time, and tells its trouble until it has succeeded', () => {
    const pauses = new PartitionPauses();
    const resumed: number[] = [];
    pauses.failed(0, 'first', () => resumed.push(0));
    pauses.failed(0, 'first', () => resumed.push(0));
    pauses.failed(1, 'second', () => resumed.push(1));
    jest.advanceTimersByTime(250);
    expect(resumed).toEqual([1]);
    jest.advanceTimersByTime(250);
    expect(resumed).toEqual([1, 0]);
    expect(pauses.trouble()).toBe('first');
    pauses.succeeded(0);
    pauses.succeeded(1);
    expect(pauses.trouble()).toBeNull();
  });

  it('forgets a partition that went to another member', () => {
    const pauses = new PartitionPauses();
    const resumed: number[] = [];
    pauses.failed(0, 'down', () => resumed.push(0));
    pauses.failed(1, 'down', () => resumed.push(1));
    pauses.keepOnly(new Set([1]));
    expect(resumed).toEqual([0]);
    jest.runAllTimers();
    expect(resumed).toEqual([0, 1]);
    expect(pauses.failed(0, 'down', () => undefined).failures).toBe(1);
    pauses.clear();
  });
});
