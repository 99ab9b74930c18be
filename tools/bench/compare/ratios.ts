import { type Figure, formatNumber } from '../measure/figure.ts';
import { middleHalfOf, spreadOf } from '../measure/statistics.ts';

/** The figures of the version that is compared with, and of this one, from two turns one after the other. */
export interface Pair {
  readonly before: readonly Figure[];
  readonly after: readonly Figure[];
}

interface Values {
  readonly before: number;
  readonly after: number;
}

/**
 * Of each figure that all pairs have on both sides: this version's ÷ the other's, pair by pair, since what else happens on the machine is
 * then much the same for both; the median and the middle half of the ratios, and the medians of both sides.
 */
export function ratiosOf(pairs: readonly Pair[]): Figure[] {
  return (pairs[0]?.after ?? []).flatMap((figure) => {
    const values = pairs.flatMap((pair) => valuesOf(pair, figure));
    return values.length === pairs.length ? [ratioOf(figure, values)] : [];
  });
}

/** What only one of the versions measures: it cannot be compared. */
export function unpaired(pairs: readonly Pair[]): string[] {
  const missing = ([figures, others]: readonly [readonly Figure[], readonly Figure[]]): string[] =>
    figures.filter((figure) => !others.some((other) => isSame(figure, other))).map(({ what }) => what);
  return [...new Set(pairs.flatMap(({ before, after }) => [...missing([before, after]), ...missing([after, before])]))];
}

function isSame(one: Figure, other: Figure): boolean {
  return one.part === other.part && one.stack === other.stack && one.what === other.what;
}

function valuesOf({ before, after }: Pair, figure: Figure): Values[] {
  const [one, other] = [before, after].map((figures) => figures.find((each) => isSame(each, figure))?.value);
  return one === undefined || other === undefined ? [] : [{ before: one, after: other }];
}

function ratioOf({ part, what, stack, unit }: Figure, values: readonly Values[]): Figure {
  const ratios = values.map(quotient);
  const medians = (['before', 'after'] as const).map((side) => spreadOf(values.map((pair) => pair[side])).median);
  const sides = `${medians.map(formatNumber).join(' → ')}${unit === undefined ? '' : ` ${unit}`}`;
  if (!ratios.every(Number.isFinite)) return { part, what, stack, value: Number.NaN, detail: sides };
  const half = middleHalfOf(ratios).map(formatNumber).join(' to ');
  return {
    ...{ part, what, stack, value: spreadOf(ratios).median },
    detail: `half of ${ratios.length} pairs: ${half}; ${sides}`,
  };
}

/** What is nothing on both sides is the same. */
function quotient({ before, after }: Values): number {
  return before === after ? 1 : after / before;
}
