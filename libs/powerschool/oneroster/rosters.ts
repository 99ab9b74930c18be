import type { SectionRef } from '../port/gradebook.ts';
import { nullWhereNotAllowed } from '../session/not-allowed.ts';
import type { Session } from '../session/session.ts';
import { type JsonObject, objectOf, textOf } from '../answers/values.ts';
import type { Provider } from './provider.ts';

const STUDENTS_ROUTE = '/classes/{id}/students';
const STUDENTS_WRAPPERS = ['users', 'students'] as const;

/** Students of the class now, by Otus's ids; null where the provider gives neither students nor enrolments. */
export async function readEnrolledStudents(
  provider: Provider,
  section: SectionRef,
): Promise<ReadonlySet<string> | null> {
  const inClass = provider.ids.toSourced('class', section.sectionId);
  const school = provider.ids.toSourced('school', section.schoolId);
  const students =
    (await provider.readAllOrNull(STUDENTS_ROUTE, [inClass], STUDENTS_WRAPPERS)) ??
    (await provider.readAllOrNull('/schools/{id}/classes/{id}/enrollments', [school, inClass], ['enrollments']));
  if (students === null) return null;
  return new Set(students.filter(isStudent).flatMap((entry) => studentId(provider, entry) ?? []));
}

/**
 * Whether the provider has such a class; null where it does not say. One that gives neither students nor enrolments
 * says 404 of every class.
 */
export async function hasClass(provider: Provider, section: SectionRef): Promise<boolean | null> {
  const inClass = provider.ids.toSourced('class', section.sectionId);
  const school = provider.ids.toSourced('school', section.schoolId);
  const lists = [
    await provider.isThere(STUDENTS_ROUTE, [inClass]),
    await provider.isThere('/schools/{id}/classes/{id}/enrollments', [school, inClass]),
  ];
  if (lists.includes(true)) return true;
  return lists.includes(null) ? null : false;
}

/**
 * `familyName, givenName` of the students of the class now, by Otus's ids: one call in pages of 1,000, both in the specification of
 * OneRoster 1.1 as required. Null where the provider gives no students, or does not allow it: its enrolments have no names.
 */
export function readStudentNames(
  session: Session,
  provider: Provider,
  section: SectionRef,
): Promise<ReadonlyMap<string, string> | null> {
  return nullWhereNotAllowed(session, async () => {
    const inClass = provider.ids.toSourced('class', section.sectionId);
    const students = await provider.readAll(STUDENTS_ROUTE, [inClass], STUDENTS_WRAPPERS);
    return new Map(students.filter(isStudent).flatMap((entry) => nameById(provider, entry)));
  });
}

function nameById(provider: Provider, entry: JsonObject): [id: string, name: string][] {
  const id = studentId(provider, entry);
  const parts = [textOf(entry['familyName']), textOf(entry['givenName'])].filter((part) => part !== null);
  return id === null || parts.length === 0 ? [] : [[id, parts.join(', ')]];
}

/** One who is there: not deleted, and no teacher. */
function isStudent(entry: JsonObject): boolean {
  return entry['status'] !== 'tobedeleted' && (textOf(entry['role']) ?? 'student') === 'student';
}

/** Of a user its own id, of an enrolment that of its user. */
function studentId(provider: Provider, entry: JsonObject): string | null {
  const sourcedId = textOf(objectOf(entry['user'])?.['sourcedId']) ?? textOf(entry['sourcedId']);
  return sourcedId === null ? null : provider.ids.fromSourced('student', sourcedId);
}
