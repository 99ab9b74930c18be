import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mapSpread, middleHalfOf, percentileOf, spreadOf } from './statistics.ts';

describe('the spread of repeated measurements', () => {
  it('has the middle value of an odd number, and the mean of the middle two of an even one', () => {
    expect(spreadOf([10, 1, 4])).toEqual({ median: 4, least: 1, most: 10, runs: 3 });
    expect(spreadOf([10, 1, 4, 6])).toEqual({ median: 5, least: 1, most: 10, runs: 4 });
  });

  it('has as many values below its median as above', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const { median, least, most } = spreadOf(list);
        expect(list.filter((value) => value < median).length).toBeLessThanOrEqual(list.length / 2);
        expect(list.filter((value) => value > median).length).toBeLessThanOrEqual(list.length / 2);
        expect([least, most]).toEqual([Math.min(...list), Math.max(...list)]);
      }),
    );
  });

  it.each([[[]], [[1, Number.NaN]], [[Infinity]]])('is refused of %p', (values) => {
    expect(() => spreadOf(values)).toThrow(RangeError);
  });

  it('has a middle half around its median', () => {
    expect(middleHalfOf([4, 1, 3, 2])).toEqual([1.5, 3.5]);
    expect(middleHalfOf([5])).toEqual([5, 5]);
    expect(() => middleHalfOf([])).toThrow(RangeError);
  });

  it('has percentiles that are values of it', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 1].map((share) => percentileOf(hundred, share))).toEqual([50, 95, 100]);
    expect(percentileOf([7], 0.95)).toBe(7);
    expect(() => percentileOf([], 0.5)).toThrow(RangeError);
  });

  it('keeps least below most when time becomes a rate', () => {
    expect(mapSpread(spreadOf([1, 2, 4]), (seconds) => 100 / seconds)).toEqual({
      median: 50,
      least: 25,
      most: 100,
      runs: 3,
    });
  });
});
