import { addDays, currentGradingPeriod, postedPeriods, type SchoolTerm, type TermSettings } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { brokenAnswer } from '../failures/classify.ts';
import type { SectionRef, Term } from '../port/gradebook.ts';
import { checkTermCount } from '../answers/term-limit.ts';
import { dateOf, type JsonObject, objectOf, textOf } from '../answers/values.ts';
import { noneWhereAbsent, type Provider, type Reference } from './provider.ts';
import { createRemembered } from './remembered.ts';
import type { IdMapping } from './sourced-ids.ts';

const WRAPPERS = ['academicSessions', 'terms', 'gradingPeriods'] as const;
const TERMS_ROUTE = '/schools/{id}/terms';
const PERIODS_ROUTE = '/terms/{id}/gradingPeriods';
/** Terms change some times a year; an hour old, a date that was mended today is still used tonight. */
const LIFE_MS = 3_600_000;

/** A term as OneRoster has it. Its `type` tells little: PowerSchool is said to call all of them `term`. */
interface AcademicSession extends SchoolTerm {
  readonly sourcedId: string;
}

export interface Sessions {
  terms(schoolId: string, startYears: readonly number[]): Promise<Term[]>;
  /** What a line item of the section stands in, which OneRoster 1.1 requires: the grading period that holds its due date. */
  periodOf(section: SectionRef, dueDate: string): Promise<Reference>;
}

export function createSessions(provider: Provider, clock: Pick<Clock, 'now'>, settings: TermSettings = {}): Sessions {
  const termsOf = createRemembered(LIFE_MS, clock, (school) => provider.readAll(TERMS_ROUTE, [school], WRAPPERS));
  // None where the provider has only terms, as PowerSchool is said to.
  const periodsOf = createRemembered(
    LIFE_MS,
    clock,
    async (term) => (await provider.readAllOrNull(PERIODS_ROUTE, [term], WRAPPERS)) ?? [],
  );
  const sessionOf = (entry: JsonObject): AcademicSession => readSession(entry, provider.ids);
  const schoolTerms = async (schoolId: string): Promise<AcademicSession[]> =>
    (await termsOf(provider.ids.toSourced('school', schoolId))).map(sessionOf);

  /** The terms among these that are of the school year, with their grading periods. */
  const yearOf = async (schoolTermsOfAll: readonly AcademicSession[], year: number): Promise<AcademicSession[]> => {
    const terms = schoolTermsOfAll.filter(({ start }) => schoolYearOf(start) === year);
    checkTermCount(terms, TERMS_ROUTE);
    const periods: AcademicSession[] = [];
    for (const { sourcedId } of terms) periods.push(...(await periodsOf(sourcedId)).map(sessionOf));
    // A period that is inside two terms, a year and its semester, counts once.
    const sessions = [...new Map([...terms, ...periods].map((session) => [session.sourcedId, session])).values()];
    checkTermCount(sessions, PERIODS_ROUTE);
    return sessions;
  };

  return {
    terms: async (schoolId, startYears) => {
      const all = await schoolTerms(schoolId);
      const terms: Term[] = [];
      for (const year of new Set(startYears))
        for (const { sourcedId: _id, ...term } of await yearOf(all, year)) terms.push({ schoolId, ...term });
      return terms;
    },
    periodOf: async (section, dueDate) => {
      const own = provider.ids.toSourced('term', section.termId);
      const isOwn = ({ sourcedId, ids }: AcademicSession): boolean => sourcedId === own || ids.includes(section.termId);
      // An interface without terms keeps no score back: the section's own is then named.
      const all = await schoolTerms(section.schoolId).catch(noneWhereAbsent);
      const listed = await yearOf(all, schoolYearOf(all.find(isOwn)?.start ?? dueDate));
      const isCovered = listed.some(({ start, end }) => start <= dueDate && dueDate <= end);
      const sessions = isCovered ? listed : (await periodsOf(own)).map(sessionOf);
      const ownTerm = listed.find(isOwn) ?? null;
      const { periods, larger } = postedPeriods(sessions, isCovered ? ownTerm : null, settings.gradingPeriodsPerYear);
      const current = currentGradingPeriod(periods, dueDate) ?? currentGradingPeriod(larger, dueDate);
      // Outside of all of them PowerSchool refuses it, in its own words; it is asked all the same.
      return provider.reference('academicSessions', 'academicSession', (current ?? ownTerm)?.sourcedId ?? own);
    },
  };
}

/** OneRoster's end date is the first day after the session. */
function readSession(entry: JsonObject, mapping: IdMapping): AcademicSession {
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
  // TERMS.ID, where PowerSchool tells it.
  const termId = textOf(objectOf(entry['metadata'])?.['TermID']);
  const ids = [mapping.fromSourced('term', sourcedId), termId].filter((id) => id !== null);
  const isGradingPeriod = textOf(entry['type']) === 'gradingPeriod';
  return { sourcedId, ids: [...new Set(ids)], portion: null, isGradingPeriod, name, start, end: addDays(end, -1) };
}

/** The calendar year in which the school year of a day begins, which is in July at the earliest. */
function schoolYearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 7 ? year : year - 1;
}
