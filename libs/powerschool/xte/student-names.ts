import { nullWhereNotAllowed } from '../session/not-allowed.ts';
import type { Session } from '../session/session.ts';
import { textOf } from '../answers/values.ts';
import { optionalDcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';
import { readTableRows } from './table-rows.ts';

const ROUTE = '/ws/schema/table/students';
/** With the one of the enrolments, three calls a section. No section that is taught has more students than two pages. */
const MAX_PAGES = 2;

/**
 * STUDENTS.LASTFIRST by DCID of those `enrolled`, from the table STUDENTS. That a table is read by column and condition is seen in
 * clients that work; `=in=` is seen in one client only, and is in no document at hand: where a server refuses it, names are not to be
 * had. Null where the enrolment is not known or a column is not granted. Of more students than pages have room for, the rest have no name.
 */
export async function readStudentNames(
  session: Session,
  sizes: PageSizes,
  enrolled: () => Promise<ReadonlySet<string> | null>,
): Promise<ReadonlyMap<string, string> | null> {
  return nullWhereNotAllowed(session, async () => {
    const students = await enrolled();
    if (students === null) return null;
    const wanted = [...students].filter((student) => optionalDcid(student) !== null);
    return readNames(session, wanted.slice(0, sizes.wanted * MAX_PAGES), sizes.wanted);
  });
}

async function readNames(session: Session, wanted: readonly string[], pageSize: number): Promise<Map<string, string>> {
  const missing = new Set(wanted);
  const asked = { projection: 'dcid,lastfirst', q: `dcid=in=(${wanted.join(',')})`, pageSize };
  const names = new Map<string, string>();
  for (let page = 1; page <= MAX_PAGES && missing.size > 0; page++) {
    const rows = await readTableRows(session, ROUTE, { ...asked, page });
    const before = missing.size;
    for (const row of rows) {
      const student = textOf(row['dcid']);
      // A server that does not know the condition gives everybody: nobody else's name is taken.
      if (student === null || !missing.delete(student)) continue;
      const name = textOf(row['lastfirst']);
      if (name !== null) names.set(student, name);
    }
    if (missing.size === before) break;
  }
  return names;
}
