import type { Term } from '../gradebook/types.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { checkV1Access, notFound } from './access.ts';
import { pageOf } from './paging.ts';
import { listJson, objectJson } from './shapes.ts';

/** `GET /ws/v1/school/{id}/term?q=start_year==2026`: sorted by portion and start date. */
export function listTerms(call: Call, world: World): Reply {
  const terms = termsOf(call, world);
  const { maxPageSize } = world.settings;
  const page = pageOf(call, terms, maxPageSize, maxPageSize);
  return { status: 200, body: listJson('term', page.map(termJson), world.settings) };
}

/** `GET /ws/v1/school/{id}/term/count`. */
export function countTerms(call: Call, world: World): Reply {
  return { status: 200, body: objectJson('resource', { count: termsOf(call, world).length }, world.settings) };
}

/** `GET /ws/v1/term/{id}`: the id is TERMS.DCID. */
export function readTerm(call: Call, world: World): Reply {
  checkV1Access(world);
  const term = world.store.terms.get(Number(call.params['id']));
  if (term === undefined) throw notFound('Term');
  return { status: 200, body: objectJson('term', termJson(term), world.settings) };
}

function termsOf(call: Call, world: World): Term[] {
  checkV1Access(world);
  const schoolId = Number(call.params['id']);
  if (!world.store.schools.has(schoolId)) throw notFound('School');
  const startYear = startYearOf(call);
  return [...world.store.terms.values()]
    .filter((term) => term.schoolId === schoolId && (startYear === null || term.startYear === startYear))
    .sort((a, b) => a.portion - b.portion || a.startDate.localeCompare(b.startDate));
}

function startYearOf(call: Call): number | null {
  const query = call.query.get('q');
  if (query === null || query === '') return null;
  const [, year] = /^start_year==(\d{4})$/.exec(query) ?? [];
  if (year === undefined) {
    throw new Refused({ status: 400, body: { errorMessage: { message: `Invalid query expression: ${query}` } } });
  }
  return Number(year);
}

function termJson(term: Term): unknown {
  return {
    id: term.dcid,
    school_id: term.schoolId,
    start_year: term.startYear,
    portion: term.portion,
    start_date: term.startDate,
    end_date: term.endDate,
    abbreviation: term.abbreviation,
    name: term.name,
  };
}
