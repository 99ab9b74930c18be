import type { SectionAssessment } from '@passback/domain';

/** The ids by which units are a teacher's. */
export interface TeacherIds {
  readonly otusUserIds: readonly string[];
  readonly sisTeacherIds: readonly string[];
}

/** Whether a unit is the teacher's: of a section of theirs, or assigned by them. */
export function sees(
  { otusUserIds, sisTeacherIds }: TeacherIds,
  { section, assignedBy }: Pick<SectionAssessment, 'section' | 'assignedBy'>,
): boolean {
  const { sisTeacherId } = section;
  return (sisTeacherId !== null && sisTeacherIds.includes(sisTeacherId)) || otusUserIds.includes(assignedBy);
}

/** Whether a caller may be told of a unit. A teacher is not told that there is one which is not theirs. */
export function isFor(
  { teacher }: { readonly teacher: TeacherIds | null },
  snapshot: Pick<SectionAssessment, 'section' | 'assignedBy'>,
): boolean {
  return teacher === null || sees(teacher, snapshot);
}
