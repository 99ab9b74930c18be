import { addDays } from './dates.ts';
import { getOrPut, mustGet, type Store, takeId, termOfSection } from './store.ts';
import type { Category, Enrolment, School, Section, Student, Teacher, Term } from './types.ts';

export type CategorySeed = Omit<
  Category,
  'teacherCategoryId' | 'isActive' | 'categoryType' | 'districtTeacherCategoryId'
> &
  Partial<Category>;

export type EnrolmentSeed = Pick<Enrolment, 'sectionDcid' | 'studentDcid'> & Partial<Enrolment>;

/** What a school is made of; every list is optional, ids that the simulator allots itself are too. */
export interface Roster {
  readonly schools?: readonly School[];
  readonly terms?: readonly Term[];
  readonly teachers?: readonly (Omit<Teacher, 'email'> & { readonly email?: string | null })[];
  readonly categories?: readonly CategorySeed[];
  readonly sections?: readonly Section[];
  readonly students?: readonly Student[];
  readonly enrolments?: readonly EnrolmentSeed[];
}

/** Puts a roster in, over what has the same ids. Throws `RangeError` where it names something that is nowhere. */
export function seed(store: Store, roster: Roster): void {
  for (const school of roster.schools ?? []) store.schools.set(school.id, { ...school });
  for (const term of roster.terms ?? []) store.terms.set(term.dcid, { ...term });
  for (const teacher of roster.teachers ?? []) store.teachers.set(teacher.usersDcid, { email: null, ...teacher });
  for (const category of roster.categories ?? []) addCategory(store, category);
  for (const section of roster.sections ?? []) {
    store.sections.set(section.dcid, { ...section, teachers: section.teachers.map((teacher) => ({ ...teacher })) });
    if (termOfSection(store, section) === undefined) throw new RangeError(`section ${section.dcid} is in no term`);
  }
  for (const student of roster.students ?? []) store.students.set(student.dcid, { ...student });
  for (const enrolment of roster.enrolments ?? []) addEnrolment(store, enrolment);
}

export function addCategory(store: Store, category: CategorySeed): Category {
  const added: Category = {
    teacherCategoryId: category.teacherCategoryId ?? takeId(store, 'category'),
    usersDcid: category.usersDcid,
    yearId: category.yearId,
    name: category.name,
    isActive: category.isActive ?? true,
    categoryType: category.categoryType ?? 'user',
    districtTeacherCategoryId: category.districtTeacherCategoryId ?? null,
  };
  const ofTeacher = getOrPut(store.categoriesOfTeacher, added.usersDcid, () => []);
  const before = ofTeacher.findIndex(({ teacherCategoryId }) => teacherCategoryId === added.teacherCategoryId);
  if (before >= 0) ofTeacher.splice(before, 1);
  ofTeacher.push(added);
  store.categories.set(added.teacherCategoryId, added);
  return added;
}

/** A student who comes to a section, or is there already; dates left out are those of the section's term. */
export function addEnrolment(store: Store, enrolment: EnrolmentSeed): Enrolment {
  const section = mustGet(store.sections, enrolment.sectionDcid, 'section');
  mustGet(store.students, enrolment.studentDcid, 'student');
  const term = termOfSection(store, section);
  const added: Enrolment = {
    id: enrolment.id ?? takeId(store, 'enrolment'),
    sectionDcid: enrolment.sectionDcid,
    studentDcid: enrolment.studentDcid,
    entryDate: enrolment.entryDate ?? term?.startDate ?? '1970-01-01',
    exitDate: enrolment.exitDate ?? addDays(term?.endDate ?? '9999-12-30', 1),
    dropped: enrolment.dropped ?? false,
  };
  const ofSection = getOrPut(store.enrolments, added.sectionDcid, () => []);
  const before = ofSection.findIndex(({ id, studentDcid, dropped }) =>
    enrolment.id === undefined ? studentDcid === added.studentDcid && !dropped : id === added.id,
  );
  if (before >= 0) ofSection.splice(before, 1);
  ofSection.push(added);
  return added;
}
