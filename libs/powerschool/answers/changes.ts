import type { AssignmentChanges, SisAssignment } from '../port/gradebook.ts';

/** Whether an assignment has everything already that `changes` name. */
export function holdsChanges(current: SisAssignment | null, changes: AssignmentChanges): boolean {
  return (
    current !== null &&
    isSame(changes.title, current.title) &&
    isSame(changes.dueDate, current.dueDate) &&
    isSame(changes.totalPoints, current.totalPoints) &&
    isSame(changes.categoryId, current.categoryId)
  );
}

function isSame<T>(wanted: T | undefined, found: T | null): boolean {
  return wanted === undefined || wanted === found;
}
