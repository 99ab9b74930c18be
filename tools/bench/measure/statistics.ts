/** Repeated measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
}

/** Median, least and most. Throws `RangeError` for no values, or for one that is not a finite number. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined || !sorted.every(Number.isFinite))
    throw new RangeError('there is nothing to take a median of');
  const upper = sorted[Math.floor(sorted.length / 2)] ?? least;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? least;
  return { median: (lower + upper) / 2, least, most, runs: sorted.length };
}

/** The values between which the middle half of the measurements lies. Throws as `spreadOf` does. */
export function middleHalfOf(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.ceil(sorted.length / 2);
  return [spreadOf(sorted.slice(0, half)).median, spreadOf(sorted.slice(-half)).median];
}

/** The least of the values that no more than 1 - `share` of them are above; `share` is above 0, at most 1. Throws as `spreadOf` does. */
export function percentileOf(values: readonly number[], share: number): number {
  const { least } = spreadOf(values);
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? least;
}

/** The same measurements in another unit, as seconds for 1,000 units into units a second. */
export function mapSpread({ median, least, most, runs }: Spread, convert: (value: number) => number): Spread {
  const [one, other] = [convert(least), convert(most)];
  return { median: convert(median), least: Math.min(one, other), most: Math.max(one, other), runs };
}
