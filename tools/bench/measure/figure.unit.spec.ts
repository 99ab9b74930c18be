import { expect, it } from '@jest/globals';
import { atLeast, atMost, exactly, formatBytes, formatNumber, formatSpread } from './figure.ts';
import { spreadOf } from './statistics.ts';

it('numbers have as many digits as say something', () => {
  expect([0, 0.126, 2.04, 12.34, 1234.56, -1234.5].map(formatNumber)).toEqual([
    '0',
    '0.13',
    '2.04',
    '12.3',
    '1,235',
    '-1,235',
  ]);
  expect(formatBytes(200 * 1024 * 1024)).toBe('200 MiB');
});

it('a spread says how many runs it is of', () => {
  expect(formatSpread(spreadOf([1, 2, 3]))).toBe('1 to 3, 3 runs');
  expect(formatSpread(spreadOf([1]))).toBe('1 run');
});

it('an aim is met at its bound', () => {
  expect([atLeast(0.5, 0.5), atLeast(0.49, 0.5)].map(({ met }) => met)).toEqual([true, false]);
  expect([atMost(3, 3), atMost(3.01, 3)].map(({ met }) => met)).toEqual([true, false]);
  expect([exactly(0, 0), exactly(1, 0)].map(({ met }) => met)).toEqual([true, false]);
});
