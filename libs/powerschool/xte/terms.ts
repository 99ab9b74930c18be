import { brokenAnswer } from '../failures/classify.ts';
import type { Term } from '../port/gradebook.ts';
import { wrappedList } from '../session/lists.ts';
import { allPages } from '../session/pages.ts';
import type { Session } from '../session/session.ts';
import { dateOf, type JsonObject, textOf } from '../session/values.ts';
import { dcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';

const ROUTE = '/ws/v1/school/{id}/term';

/** All terms of the school in those school years: years, semesters and quarters alike. Both ends are inclusive in PowerSchool. */
export async function readTerms(
  session: Session,
  sizes: PageSizes,
  schoolId: string,
  startYears: readonly number[],
): Promise<Term[]> {
  const terms: Term[] = [];
  for (const year of new Set(startYears)) terms.push(...(await readYear(session, sizes, schoolId, year)));
  return terms;
}

async function readYear(session: Session, sizes: PageSizes, schoolId: string, year: number): Promise<Term[]> {
  const entries = await allPages(
    await sizes.full('term'),
    (page) => readPage(session, { schoolId, year, page, pageSize: sizes.wanted }),
    (entry) => textOf(entry['id']) ?? JSON.stringify(entry),
  );
  return entries.map((entry) => termOf(schoolId, entry));
}

async function readPage(
  session: Session,
  asked: { schoolId: string; year: number; page: number; pageSize: number },
): Promise<JsonObject[]> {
  const school = dcid(asked.schoolId, 'The school');
  const query = `q=start_year==${asked.year}&page=${asked.page}&pagesize=${asked.pageSize}`;
  const call = { method: 'GET', path: `/ws/v1/school/${school}/term?${query}`, route: ROUTE } as const;
  const { status, json } = await session.call(call);
  const entries = wrappedList(json, 'terms', 'term');
  if (entries === null) throw brokenAnswer(call, status, 'not a list of terms');
  return entries;
}

function termOf(schoolId: string, entry: JsonObject): Term {
  const name = textOf(entry['name']) ?? textOf(entry['abbreviation']);
  const start = dateOf(entry['start_date']);
  const end = dateOf(entry['end_date']);
  if (name === null || start === null || end === null)
    throw brokenAnswer({ method: 'GET', route: ROUTE }, 200, 'a term without name, start_date or end_date');
  return { schoolId, name, start, end };
}
