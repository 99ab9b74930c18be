import type { Store } from './store.ts';
import type { AssignmentSection } from './types.ts';

/** Students of the section who are there today: not those who were dropped, or whose exit date has come. */
export function enrolledStudents(store: Store, sectionDcid: number, today: string): Set<number> {
  const students = new Set<number>();
  for (const enrolment of store.enrolments.get(sectionDcid) ?? []) {
    if (!enrolment.dropped && today < enrolment.exitDate) students.add(enrolment.studentDcid);
  }
  return students;
}

/** Who has an AssignmentStudentAssociation: the section's students, or those of them that the assignment is for. */
export function associatedStudents(store: Store, part: AssignmentSection, today: string): Set<number> {
  const enrolled = enrolledStudents(store, part.sectionDcid, today);
  const { onlyStudents } = part;
  if (onlyStudents === null) return enrolled;
  return new Set([...enrolled].filter((student) => onlyStudents.has(student)));
}
