/** Below that a district's staff may change by more than half from one day to the next: a new school opens with two. */
const FEWEST_TO_JUDGE = 5;

/**
 * Whether a list of staff that loses so many people is more likely an export that went wrong than the truth: all of them, or more than half
 * of five or more. Who is not in the list has no gradebook to pass anything to, so taking it would hold everything that they assigned.
 */
export function isImplausibleShrink(storedPeople: number, people: number): boolean {
  if (storedPeople === 0) return false;
  return people === 0 || (storedPeople >= FEWEST_TO_JUDGE && people * 2 < storedPeople);
}
