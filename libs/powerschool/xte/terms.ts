import { brokenAnswer } from '../failures/classify.ts';
import { isUnreadable } from '../failures/unreadable.ts';
import type { Term } from '../port/gradebook.ts';
import { wrappedList } from '../answers/lists.ts';
import { allPages } from '../answers/pages.ts';
import type { Session } from '../session/session.ts';
import { checkTermCount } from '../answers/term-limit.ts';
import { dateOf, type JsonObject, numberOf, textOf } from '../answers/values.ts';
import { dcid, optionalDcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';
import { readTableRows } from './table-rows.ts';

const ROUTE = '/ws/v1/school/{id}/term';
const TABLE_ROUTE = '/ws/schema/table/terms';
/** The school year that begins in 1991 has YEARID 1. */
const YEAR_BEFORE_FIRST = 1990;

/** A term, and the DCID by which `/ws/v1` and the table TERMS both know it. */
interface Listed {
  readonly dcid: string;
  readonly term: Omit<Term, 'ids'>;
}

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
    `GET ${ROUTE}`,
  );
  checkTermCount(entries, ROUTE);
  const listed = entries.map((entry) => listedOf(schoolId, entry));
  const ids = await readIds(session, sizes, listed, year);
  const wholeYear = wholeYearOf(listed);
  return listed.map((each) => {
    const id = ids.get(each.dcid) ?? (each === wholeYear ? String((year - YEAR_BEFORE_FIRST) * 100) : null);
    return { ...each.term, ids: id === null ? [] : [id] };
  });
}

async function readPage(
  session: Session,
  asked: { schoolId: string; year: number; page: number; pageSize: number },
): Promise<JsonObject[]> {
  const school = dcid(asked.schoolId, 'schoolId');
  const query = `q=start_year==${asked.year}&page=${asked.page}&pagesize=${asked.pageSize}`;
  const call = { method: 'GET', path: `/ws/v1/school/${school}/term?${query}`, route: ROUTE } as const;
  const { status, json } = await session.call(call);
  const entries = wrappedList(json, 'terms', 'term');
  if (entries === null) throw brokenAnswer(call, status, 'not a list of terms');
  return entries;
}

function listedOf(schoolId: string, entry: JsonObject): Listed {
  const name = textOf(entry['name']) ?? textOf(entry['abbreviation']);
  const start = dateOf(entry['start_date']);
  const end = dateOf(entry['end_date']);
  if (name === null || start === null || end === null)
    throw brokenAnswer({ method: 'GET', route: ROUTE }, 200, 'a term without name, start_date or end_date');
  return {
    dcid: textOf(entry['id']) ?? '',
    term: { schoolId, name, start, end, portion: numberOf(entry['portion']), isGradingPeriod: false },
  };
}

/**
 * TERMS.ID by TERMS.DCID. A section names its term by the one, and `/ws/v1` tells the other; only the table has both. Empty where the
 * plugin was not granted its columns: then only the whole year is known, whose id follows from the year.
 */
async function readIds(
  session: Session,
  sizes: PageSizes,
  listed: readonly Listed[],
  year: number,
): Promise<ReadonlyMap<string, string>> {
  const dcids = listed.map((each) => optionalDcid(each.dcid)).filter((number) => number !== null);
  if (dcids.length === 0) return new Map();
  // The terms of a school's year are made together, so few of other schools are between them.
  const range = `dcid=ge=${Math.min(...dcids)};dcid=le=${Math.max(...dcids)}`;
  const q = `yearid==${year - YEAR_BEFORE_FIRST};${range}`;
  try {
    const rows = await allPages(
      await sizes.full('schema_table_query'),
      (page) => readTableRows(session, TABLE_ROUTE, { projection: 'dcid,id', q, page, pageSize: sizes.wanted }),
      (row) => textOf(row['dcid']) ?? JSON.stringify(row),
      `GET ${TABLE_ROUTE}`,
    );
    return new Map(rows.flatMap((row) => idOf(row) ?? []));
  } catch (error) {
    if (isUnreadable(error)) return new Map();
    throw error;
  }
}

function idOf(row: JsonObject): [[dcid: string, id: string]] | null {
  const [key, id] = [textOf(row['dcid']), textOf(row['id'])];
  return key === null || id === null ? null : [[key, id]];
}

/** A school may have years that end earlier for some beside the one of all. */
function wholeYearOf(listed: readonly Listed[]): Listed | null {
  const years = listed.filter(({ term }) => term.portion === 1);
  const [longest] = years.sort((one, other) => daysOf(other) - daysOf(one));
  return longest ?? null;
}

function daysOf({ term }: Listed): number {
  return Date.parse(term.end) - Date.parse(term.start);
}
