import type { SectionRef } from '../port/gradebook.ts';
import { type JsonObject, objectOf, textOf } from '../session/values.ts';
import type { Provider } from './provider.ts';

/** Students of the class now, by Otus's ids; null where the provider gives neither students nor enrolments. */
export async function readEnrolledStudents(
  provider: Provider,
  section: SectionRef,
): Promise<ReadonlySet<string> | null> {
  const inClass = provider.ids.toSourced('class', section.sectionId);
  const school = provider.ids.toSourced('school', section.schoolId);
  const students =
    (await provider.readAllOrNull('/classes/{id}/students', [inClass], ['users', 'students'])) ??
    (await provider.readAllOrNull('/schools/{id}/classes/{id}/enrollments', [school, inClass], ['enrollments']));
  if (students === null) return null;
  return new Set(
    students
      .filter((entry) => entry['status'] !== 'tobedeleted' && isStudent(entry))
      .flatMap((entry) => studentId(provider, entry) ?? []),
  );
}

function isStudent(entry: JsonObject): boolean {
  return (textOf(entry['role']) ?? 'student') === 'student';
}

/** Of a user its own id, of an enrolment that of its user. */
function studentId(provider: Provider, entry: JsonObject): string | null {
  const sourcedId = textOf(objectOf(entry['user'])?.['sourcedId']) ?? textOf(entry['sourcedId']);
  return sourcedId === null ? null : provider.ids.fromSourced('student', sourcedId);
}
