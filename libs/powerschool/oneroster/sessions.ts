import { addDays } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { brokenAnswer } from '../failures/classify.ts';
import type { SectionRef, Term } from '../port/gradebook.ts';
import { dateOf, type JsonObject, objectOf, textOf } from '../session/values.ts';
import { noneWhereAbsent, type Provider, type Reference } from './provider.ts';
import { createRemembered } from './remembered.ts';

const WRAPPERS = ['academicSessions', 'terms', 'gradingPeriods'] as const;
const TERMS_ROUTE = '/schools/{id}/terms';
const PERIODS_ROUTE = '/terms/{id}/gradingPeriods';
/** Terms change some times a year; an hour old, a date that was mended today is still used tonight. */
const LIFE_MS = 3_600_000;

interface AcademicSession extends Pick<Term, 'name' | 'start' | 'end'> {
  readonly sourcedId: string;
  /** TERMS.ID, where PowerSchool tells it. */
  readonly termId: string | null;
}

export interface Sessions {
  terms(schoolId: string, startYears: readonly number[]): Promise<Term[]>;
  /** What a line item of the section stands in, which OneRoster 1.1 requires. */
  periodOf(section: SectionRef, dueDate: string): Promise<Reference>;
}

export function createSessions(provider: Provider, clock: Pick<Clock, 'now'>): Sessions {
  const termsOf = createRemembered(LIFE_MS, clock, (school) => provider.readAll(TERMS_ROUTE, [school], WRAPPERS));
  // None where the provider has only terms, as PowerSchool is said to.
  const periodsOf = createRemembered(
    LIFE_MS,
    clock,
    async (term) => (await provider.readAllOrNull(PERIODS_ROUTE, [term], WRAPPERS)) ?? [],
  );

  /** The terms of the school that are `wanted`, each with its grading periods. */
  const sessionsOf = async (
    schoolId: string,
    wanted: (term: AcademicSession) => boolean,
  ): Promise<AcademicSession[]> => {
    const terms = (await termsOf(provider.ids.toSourced('school', schoolId))).map(sessionOf).filter(wanted);
    const periods: AcademicSession[] = [];
    for (const { sourcedId } of terms) periods.push(...(await periodsOf(sourcedId)).map(sessionOf));
    // A period that is inside two terms, a year and its semester, counts once.
    return [...new Map([...terms, ...periods].map((session) => [session.sourcedId, session])).values()];
  };

  return {
    terms: async (schoolId, startYears) => {
      const sessions = await sessionsOf(schoolId, ({ start }) => startYears.includes(schoolYearOf(start)));
      return sessions.map(({ name, start, end }) => ({ schoolId, name, start, end }));
    },
    periodOf: async (section, dueDate) => {
      const own = provider.ids.toSourced('term', section.termId);
      const isOwn = ({ sourcedId, termId }: AcademicSession): boolean => sourcedId === own || termId === section.termId;
      const holds = ({ start, end }: AcademicSession): boolean => start <= dueDate && dueDate <= end;
      // An interface without terms keeps no score back: the section's own is then named.
      const wanted = (term: AcademicSession): boolean => holds(term) || isOwn(term);
      const sessions = await sessionsOf(section.schoolId, wanted).catch(noneWhereAbsent);
      const holding = sessions.some(holds) ? sessions : (await periodsOf(own)).map(sessionOf);
      const [shortest] = holding.filter(holds).sort((one, other) => days(one) - days(other));
      // Outside of all of them PowerSchool refuses it, in its own words; it is asked all the same.
      const chosen = shortest ?? sessions.find(isOwn);
      return provider.reference('academicSessions', 'academicSession', chosen?.sourcedId ?? own);
    },
  };
}

/** OneRoster's end date is the first day after the session. */
function sessionOf(entry: JsonObject): AcademicSession {
  const sourcedId = textOf(entry['sourcedId']);
  const name = textOf(entry['title']);
  const start = dateOf(entry['startDate']);
  const end = dateOf(entry['endDate']);
  if (sourcedId === null || name === null || start === null || end === null)
    throw brokenAnswer(
      { method: 'GET', route: TERMS_ROUTE },
      200,
      'an academic session without sourcedId, title, startDate or endDate',
    );
  return { sourcedId, name, start, end: addDays(end, -1), termId: textOf(objectOf(entry['metadata'])?.['TermID']) };
}

/** The calendar year in which the school year of a day begins, which is in July at the earliest. */
function schoolYearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 7 ? year : year - 1;
}

function days({ start, end }: AcademicSession): number {
  return Date.parse(end) - Date.parse(start);
}
