/** PowerSchool keeps six decimals, probably, and may keep fewer: two thirds come back as 0.666667, and that is nobody's edit. */
const ROUNDING = 0.005;

/** Whether a cell holds the points that were written into it. */
export function isSamePoints(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) < ROUNDING;
}
