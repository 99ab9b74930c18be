import { brokenAnswer } from '../failures/classify.ts';
import { isUnreadable } from '../failures/unreadable.ts';
import type { SectionRef } from '../port/gradebook.ts';
import { wrappedList } from '../answers/lists.ts';
import { allPages } from '../answers/pages.ts';
import type { Session } from '../session/session.ts';
import { dateOf, flagOf, type JsonObject, textOf } from '../answers/values.ts';
import { dcid, optionalDcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';

const ROUTE = '/ws/v1/section/{id}/section_enrollment';
const DAY_MS = 24 * 3_600_000;

/** STUDENTS.DCIDs in the section now; null where the plugin may not ask. */
export async function readEnrolledStudents(
  session: Session,
  sizes: PageSizes,
  section: SectionRef,
  now: number,
): Promise<ReadonlySet<string> | null> {
  try {
    const entries = await allPages(
      await sizes.full('section_enrollment'),
      (page) => readPage(session, section, page, sizes.wanted),
      (entry) => textOf(entry['id']) ?? JSON.stringify(entry),
      `GET ${ROUTE}`,
    );
    const enrolled = entries.filter((entry) => !hasLeft(entry, now));
    return new Set(enrolled.flatMap((entry) => textOf(entry['student_id']) ?? []));
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/**
 * Whether there is such a section; null where the plugin may not ask. A 404 may be that of the resource: `readAnother`, another read of the
 * section, has to end with one too.
 */
export async function hasSection(
  session: Session,
  { sectionId }: SectionRef,
  readAnother: () => Promise<unknown>,
): Promise<boolean | null> {
  const id = optionalDcid(sectionId);
  if (id === null) return false;
  const path = `/ws/v1/section/${id}/section_enrollment?page=1&pagesize=1`;
  try {
    const { status } = await session.call({ method: 'GET', path, route: ROUTE, expects: [404] });
    if (status === 404) await readAnother();
    return true;
  } catch (error) {
    if (isUnreadable(error)) return error.status === 404 ? false : null;
    throw error;
  }
}

async function readPage(session: Session, section: SectionRef, page: number, pageSize: number): Promise<JsonObject[]> {
  const id = dcid(section.sectionId, 'sectionId');
  const path = `/ws/v1/section/${id}/section_enrollment?page=${page}&pagesize=${pageSize}`;
  const call = { method: 'GET', path, route: ROUTE } as const;
  const { status, json } = await session.call(call);
  const entries = wrappedList(json, 'section_enrollments', 'section_enrollment');
  if (entries === null) throw brokenAnswer(call, status, 'not a list of enrolments');
  return entries;
}

/**
 * The exit date is the first day on which the student is gone, in the district's own time zone, which is not known here: only a date
 * that is past everywhere counts, since a student who is taken for gone is not sent, and one who is taken for there is found out by
 * PowerSchool.
 */
function hasLeft(entry: JsonObject, now: number): boolean {
  if (flagOf(entry['dropped']) === true) return true;
  const exitDate = dateOf(entry['exit_date']);
  return exitDate !== null && exitDate < new Date(now - DAY_MS).toISOString().slice(0, 10);
}
