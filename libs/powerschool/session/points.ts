/** Decimals of a score: PowerSchool's columns are Number(18,6), and it refuses what has more. */
const DECIMALS = 6;

/** Points as every interface of PowerSchool is given them, so that the text of a score and its number never differ. */
export function roundPoints(points: number): number {
  // `+ 0` makes a zero of what is less than nothing by less than a millionth.
  return Number(points.toFixed(DECIMALS)) + 0;
}
