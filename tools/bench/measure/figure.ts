import type { Spread } from './statistics.ts';

/** One line of the table. */
export interface Figure {
  /** Name of the part, as it is chosen on the command line. */
  readonly part: string;
  readonly what: string;
  readonly stack: string;
  readonly value: number;
  /** Left out: what is counted says it. */
  readonly unit?: 'MiB' | '%';
  /** Least to most of the runs, or what the figure is made of. */
  readonly detail?: string;
  readonly aim?: Aim;
}

export interface Aim {
  readonly text: string;
  readonly met: boolean;
}

/** Whole numbers with separators from 100 on, two places below 10. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function formatValue({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  // A ratio to nothing.
  if (!Number.isFinite(value)) return '–';
  return `${formatNumber(value)}${unit === undefined ? '' : ` ${unit}`}`;
}

export function formatSpread({ least, most, runs }: Spread): string {
  return runs === 1 ? '1 run' : `${formatNumber(least)} to ${formatNumber(most)}, ${runs} runs`;
}

export const atLeast = (value: number, least: number): Aim => ({
  text: `≥ ${formatNumber(least)}`,
  met: value >= least,
});
export const atMost = (value: number, most: number): Aim => ({ text: `≤ ${formatNumber(most)}`, met: value <= most });
export const exactly = (value: number, wanted: number): Aim => ({ text: formatNumber(wanted), met: value === wanted });

const MIB = 1_024 ** 2;
/** As much memory as a figure. */
export const inMib = (bytes: number): Pick<Figure, 'value' | 'unit'> => ({ value: bytes / MIB, unit: 'MiB' });
export const formatBytes = (bytes: number): string => formatValue(inMib(bytes));
