import { describe, expect, it } from '@jest/globals';
import { isSamePoints, isSentAlike, roundPoints } from './points.ts';

describe('points', () => {
  it('are sent with six decimals, and never as -0', () => {
    expect(roundPoints(20 / 3)).toBe(6.666667);
    expect(roundPoints(26.5)).toBe(26.5);
    expect(roundPoints(-0)).toBe(0);
    expect(roundPoints(-0.0000001)).toBe(0);
  });

  it.each([
    [20 / 3, 6.666667, true],
    [6.66, 6.67, false],
    [null, null, true],
    [null, 0, false],
    [0, null, false],
  ])('of Otus, %p and %p, are sent alike: %p', (one, other, isAlike) => {
    expect(isSentAlike(one, other)).toBe(isAlike);
  });

  it.each([
    [20 / 3, 6.67, true],
    [0, 0.0049, true],
    [0, 0.005, false],
    [0.005, 0, false],
    [null, null, true],
    [null, 0, false],
    [0, null, false],
  ])('in a cell, %p written and %p seen, are the same: %p', (one, other, isSame) => {
    expect(isSamePoints(one, other)).toBe(isSame);
  });
});
