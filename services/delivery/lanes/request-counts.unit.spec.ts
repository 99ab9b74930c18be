import { beforeEach, describe, expect, it } from '@jest/globals';
import { RequestCounts } from './request-counts.ts';

let nowMs: number;
let counts: RequestCounts;
beforeEach(() => {
  nowMs = 10_500;
  counts = new RequestCounts(() => nowMs);
});

describe('requests of the last minute', () => {
  it('are counted by district, and forgotten after a minute', () => {
    for (let n = 0; n < 3; n += 1) counts.add('lincoln');
    counts.add('jefferson');
    nowMs += 30_000;
    counts.add('lincoln');
    expect([counts.lastMinute('lincoln'), counts.lastMinute('jefferson')]).toEqual([4, 1]);
    nowMs += 29_400;
    expect(counts.lastMinute('lincoln')).toBe(4);
    nowMs += 1_000;
    expect([counts.lastMinute('lincoln'), counts.lastMinute('jefferson')]).toEqual([1, 0]);
    nowMs += 60_000;
    expect(counts.lastMinute('lincoln')).toBe(0);
  });

  it('are none of a district that was not asked', () => {
    expect(counts.lastMinute('lincoln')).toBe(0);
  });

  it('are as many as a steady pace makes, however long it goes on', () => {
    for (let n = 0; n < 50_000; n += 1) {
      counts.add('lincoln');
      nowMs += 20;
    }
    const perMinute = 60_000 / 20;
    expect(Math.abs(counts.lastMinute('lincoln') - perMinute)).toBeLessThanOrEqual(50);
  });
});
