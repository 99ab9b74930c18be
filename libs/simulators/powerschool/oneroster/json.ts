import { mustGet, termOfSection, yearIdOf } from '../gradebook/store.ts';
import type { AssignmentSection, Category, Enrolment, Score, Section, Student, Term } from '../gradebook/types.ts';
import { addDays } from '../gradebook/dates.ts';
import type { World } from '../world.ts';
import { BASE_PATH } from './imsx.ts';

/** A reference to another object. */
function reference(path: string, type: string, sourcedId: string): object {
  return { href: `${BASE_PATH}/${path}/${encodeURIComponent(sourcedId)}`, sourcedId, type };
}

export function lineItemJson({ ids, store }: World, part: AssignmentSection): object {
  const section = mustGet(store.sections, part.sectionDcid, 'section');
  const term =
    [...store.terms.values()]
      .filter((each) => part.dueDate >= each.startDate && part.dueDate <= each.endDate)
      .sort((a, b) => b.portion - a.portion)
      .find((each) => each.schoolId === section.schoolId) ?? termOfSection(store, section);
  return {
    sourcedId: ids.ofLineItem(part.assignmentSectionId),
    status: 'active',
    dateLastModified: new Date(part.whenModified).toISOString(),
    title: part.name,
    ...(part.description === null || part.description === '' ? {} : { description: part.description }),
    assignDate: `${part.dueDate}T00:00:00.000Z`,
    dueDate: `${part.dueDate}T00:00:00.000Z`,
    class: reference('classes', 'class', ids.of('class', part.sectionDcid)),
    category: reference('categories', 'category', ids.ofCategory(part.categoryId)),
    ...(term === undefined
      ? {}
      : { gradingPeriod: reference('academicSessions', 'academicSession', ids.of('term', term.dcid)) }),
    resultValueMin: 0,
    resultValueMax: part.scoreEntryPoints,
    metadata: { scoreType: part.scoreType },
  };
}

export function resultJson({ ids }: World, part: AssignmentSection, score: Score): object {
  const { assignmentSectionId } = part;
  const { studentDcid, points, exempt, whenModified } = score;
  return {
    sourcedId: ids.ofResult({ assignmentSectionId, studentDcid }, score.assignmentScoreId),
    status: 'active',
    dateLastModified: new Date(whenModified).toISOString(),
    lineItem: reference('lineItems', 'lineItem', ids.ofLineItem(assignmentSectionId)),
    student: reference('users', 'user', ids.of('student', studentDcid)),
    // 1.1 requires a number, so an exempt cell without points shows 0.
    score: points ?? 0,
    scoreStatus: exempt ? 'exempt' : 'fully graded',
    scoreDate: new Date(whenModified).toISOString().slice(0, 10),
    ...(score.comment === null || score.comment === '' ? {} : { comment: score.comment }),
  };
}

export function categoryJson({ ids, clock }: World, category: Category): object {
  return {
    sourcedId: ids.ofCategory(category.teacherCategoryId),
    status: category.isActive ? 'active' : 'tobedeleted',
    dateLastModified: new Date(clock.now()).toISOString(),
    title: category.name,
    metadata: { userDcid: String(category.usersDcid), TermID: String(category.yearId * 100) },
  };
}

/** `endDate` is the first day after the session. */
export function sessionJson({ ids, clock, settings }: World, term: Term): object {
  const byPortion = term.portion === 1 ? 'schoolYear' : term.portion === 2 ? 'semester' : 'gradingPeriod';
  return {
    sourcedId: ids.of('term', term.dcid),
    status: 'active',
    dateLastModified: new Date(clock.now()).toISOString(),
    title: term.name,
    startDate: term.startDate,
    endDate: addDays(term.endDate, 1),
    type: settings.sessionTypes === 'term' ? 'term' : byPortion,
    schoolYear: String(yearIdOf(term.id) + 1991),
    metadata: { TermID: String(term.id) },
  };
}

export function enrolmentJson({ ids, clock }: World, section: Section, enrolment: Enrolment): object {
  return {
    sourcedId: ids.of('enrollment', enrolment.id),
    // What is over is marked so, and stays in the list.
    status: enrolment.dropped ? 'tobedeleted' : 'active',
    dateLastModified: new Date(clock.now()).toISOString(),
    role: 'student',
    beginDate: enrolment.entryDate,
    endDate: enrolment.exitDate,
    user: reference('users', 'user', ids.of('student', enrolment.studentDcid)),
    class: reference('classes', 'class', ids.of('class', section.dcid)),
    school: reference('schools', 'org', ids.of('school', section.schoolId)),
  };
}

export function teachingJson({ ids, clock }: World, section: Section, usersDcid: number): object {
  return {
    sourcedId: `${ids.of('enrollment', section.dcid)}-${usersDcid}`,
    status: 'active',
    dateLastModified: new Date(clock.now()).toISOString(),
    role: 'teacher',
    user: reference('users', 'user', ids.of('teacher', usersDcid)),
    class: reference('classes', 'class', ids.of('class', section.dcid)),
    school: reference('schools', 'org', ids.of('school', section.schoolId)),
  };
}

export function studentJson({ ids, clock }: World, student: Student, schoolId: number): object {
  // Neither may be empty: a name of one word is both.
  const [, familyName = student.name, givenName = student.name] = /^(.+?),? (.+)$/.exec(student.name) ?? [];
  return {
    sourcedId: ids.of('student', student.dcid),
    status: 'active',
    dateLastModified: new Date(clock.now()).toISOString(),
    username: String(student.dcid),
    enabledUser: 'true',
    givenName,
    familyName,
    role: 'student',
    orgs: [reference('schools', 'org', ids.of('school', schoolId))],
    identifier: String(student.dcid),
  };
}
