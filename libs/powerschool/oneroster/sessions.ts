import { addDays } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { brokenAnswer } from '../failures/classify.ts';
import { type SectionRef, SisError, type Term } from '../port/gradebook.ts';
import { dateOf, type JsonObject, textOf } from '../session/values.ts';
import type { Provider, Reference } from './provider.ts';

const WRAPPERS = ['academicSessions', 'terms', 'gradingPeriods'] as const;
const PERIODS_ROUTE = '/terms/{id}/gradingPeriods';
/** Terms change some times a year; an hour old, a date that was mended today is still used tonight. */
const LIFE_MS = 3_600_000;
/** Terms of one district at once: each school has a few. */
const MAX_TERMS = 1000;

interface AcademicSession extends Pick<Term, 'name' | 'start' | 'end'> {
  readonly sourcedId: string;
}

export interface Sessions {
  terms(schoolId: string, startYears: readonly number[]): Promise<Term[]>;
  /** What a line item of the section stands in, which OneRoster 1.1 requires: the grading period with the due date, or the term. */
  periodOf(section: SectionRef, dueDate: string): Promise<Reference>;
}

export function createSessions(provider: Provider, clock: Pick<Clock, 'now'>): Sessions {
  const periods = new Map<string, { readonly at: number; readonly sessions: Promise<AcademicSession[]> }>();

  const periodsOf = (term: string): Promise<AcademicSession[]> => {
    const known = periods.get(term);
    if (known !== undefined && clock.now() - known.at < LIFE_MS) return known.sessions;
    if (periods.size >= MAX_TERMS) periods.clear();
    const sessions = readPeriods(provider, term);
    periods.set(term, { at: clock.now(), sessions });
    sessions.catch(() => periods.delete(term));
    return sessions;
  };

  return {
    terms: async (schoolId, startYears) => {
      const school = provider.ids.toSourced('school', schoolId);
      const entries = await provider.readAll('/schools/{id}/terms', [school], WRAPPERS);
      const wanted = entries.map(sessionOf).filter(({ start }) => startYears.includes(schoolYearOf(start)));
      const sessions = new Map(wanted.map((term) => [term.sourcedId, term]));
      for (const { sourcedId } of wanted)
        for (const period of await readPeriods(provider, sourcedId)) sessions.set(period.sourcedId, period);
      return [...sessions.values()].map(({ name, start, end }) => ({ schoolId, name, start, end }));
    },
    periodOf: async (section, dueDate) => {
      const term = provider.ids.toSourced('term', section.termId);
      const holding = (await periodsOf(term)).filter(({ start, end }) => start <= dueDate && dueDate <= end);
      const [innermost] = holding.sort((one, other) => (one.start < other.start ? 1 : -1));
      return provider.reference('academicSessions', 'academicSession', innermost?.sourcedId ?? term);
    },
  };
}

/** None where the provider has only terms, as PowerSchool is said to. */
async function readPeriods(provider: Provider, term: string): Promise<AcademicSession[]> {
  try {
    return (await provider.readAll(PERIODS_ROUTE, [term], WRAPPERS)).map(sessionOf);
  } catch (error) {
    const isAbsent = error instanceof SisError && (error.status === 404 || error.code === 'SIS_ACCESS_DENIED');
    if (isAbsent) return [];
    throw error;
  }
}

/** OneRoster's end date is the first day after the session. */
function sessionOf(entry: JsonObject): AcademicSession {
  const sourcedId = textOf(entry['sourcedId']);
  const name = textOf(entry['title']);
  const start = dateOf(entry['startDate']);
  const end = dateOf(entry['endDate']);
  if (sourcedId === null || name === null || start === null || end === null)
    throw brokenAnswer(
      { method: 'GET', route: PERIODS_ROUTE },
      200,
      'an academic session without sourcedId, title, startDate or endDate',
    );
  return { sourcedId, name, start, end: addDays(end, -1) };
}

/** The calendar year in which the school year of a day begins, which is in July at the earliest. */
function schoolYearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 7 ? year : year - 1;
}
