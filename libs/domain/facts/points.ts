/** Decimals of a score: PowerSchool's columns are Number(18,6), and it refuses what has more. */
const DECIMALS = 6;
/** PowerSchool may keep fewer decimals than it was given: two thirds come back as 0.67, and that is nobody's edit. */
const ROUNDING = 0.005;

/** Points as PowerSchool is given them, so that everything compares what is sent, and the text of a score is never another number. */
export function roundPoints(points: number): number {
  // Most are whole, and turning a number into a text and back is dear.
  const rounded = Number.isInteger(points) ? points : Number(points.toFixed(DECIMALS));
  return rounded === 0 ? 0 : rounded; // -0 is 0
}

/** Whether two points of Otus are sent as the same. What was stored before points were rounded counts as rounded. */
export function isSentAlike(one: number | null, other: number | null): boolean {
  if (one === other || one === null || other === null) return one === other;
  return roundPoints(one) === roundPoints(other);
}

/** Whether a cell holds the points that were written into it. */
export function isSamePoints(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) < ROUNDING;
}
