import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isImplausibleShrink } from './staff-shrink.ts';

describe('a list of staff', () => {
  it.each([
    [0, 0, false],
    [0, 500, false],
    [1, 0, true],
    [4, 0, true],
    [4, 1, false],
    [5, 3, false],
    [5, 2, true],
    [6, 3, false],
    [6, 2, true],
    [100, 50, false],
    [100, 49, true],
    [100, 0, true],
    [100, 200, false],
  ])('that has %d people and then %d is implausible: %s', (held, given, expected) => {
    expect(isImplausibleShrink(held, given)).toBe(expected);
  });

  it('that does not lose anybody never is', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (held, more) => !isImplausibleShrink(held, held + more)));
  });
});
