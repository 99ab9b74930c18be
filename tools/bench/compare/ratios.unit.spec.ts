import { expect, it } from '@jest/globals';
import type { Figure } from '../measure/figure.ts';
import { ratiosOf, unpaired } from './ratios.ts';

const figure = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
  ...{ part: 'night', what, stack: 'embedded', value },
  ...more,
});

it('compares pair by pair, whatever the machine does from one pair to the next', () => {
  const pairs = [1, 10, 2].map((slowness) => ({
    before: [figure('seconds', 4 * slowness)],
    after: [figure('seconds', 2 * slowness, { detail: '3 runs', aim: { text: '≤ 1', met: false } })],
  }));
  expect(ratiosOf(pairs)).toEqual([figure('seconds', 0.5, { detail: 'half of 3 pairs: 0.5 to 0.5; 8 → 4' })]);
});

it('tells the middle half of the ratios, and the unit of the figures', () => {
  const pairs = [1, 2, 3, 4].map((after) => ({
    before: [figure('memory', 2, { unit: 'MiB' })],
    after: [figure('memory', after, { unit: 'MiB' })],
  }));
  expect(ratiosOf(pairs)).toEqual([figure('memory', 1.25, { detail: 'half of 4 pairs: 0.75 to 1.75; 2 → 2.5 MiB' })]);
});

it('has no ratio to nothing, and what is nothing on both sides is the same', () => {
  const pair = { before: [figure('calls', 0), figure('reads', 0)], after: [figure('calls', 3), figure('reads', 0)] };
  expect(ratiosOf([pair]).map(({ value }) => value)).toEqual([Number.NaN, 1]);
});

it('leaves out, and names, what only one version measures', () => {
  const pair = {
    before: [figure('seconds', 1), figure('old', 1)],
    after: [figure('seconds', 1), figure('new', 1), figure('seconds', 1, { stack: 'Kafka' })],
  };
  expect(ratiosOf([pair, pair]).map(({ what, stack }) => `${what} ${stack}`)).toEqual(['seconds embedded']);
  expect(unpaired([pair, pair])).toEqual(['old', 'new', 'seconds']);
});
