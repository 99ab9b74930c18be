import {
  type GradingPeriod,
  type GradingPeriodAnswer,
  gradingPeriodOn,
  type LocalDate,
  periodOn,
  schoolYearsAround,
  type TermSettings,
} from '@passback/domain';
import type { Term } from '../port/gradebook.ts';
import { attempt, type Check, type ReadGradebook } from './check.ts';

export interface TermsAsked {
  readonly schoolId: string;
  /** Today in the district. */
  readonly today: LocalDate;
  /** The district's own list, of all its schools; null: PowerSchool's terms count. */
  readonly own: readonly (GradingPeriod & { readonly schoolId: string })[] | null;
  readonly settings?: TermSettings | undefined;
}

/** Whether PowerSchool has terms of the school at all in the school years around today. */
export function checkTerms(read: ReadGradebook, { schoolId, today }: TermsAsked): Promise<Check> {
  return attempt({ check: 'terms', schoolId }, async () => {
    const terms = await read((sis) => sis.terms(schoolId, schoolYearsAround(today)));
    return terms.length > 0 ? null : noTerms(schoolId);
  });
}

/** Which grading period holds today at the school; not ok where none does. */
export function checkPeriod(read: ReadGradebook, asked: TermsAsked): Promise<Check> {
  const { schoolId, today, own, settings } = asked;
  return attempt({ check: 'terms', schoolId }, async () => {
    if (own !== null) {
      const listed = own.filter((period) => period.schoolId === schoolId);
      return listed.length === 0 ? notListed(schoolId) : foundOn(periodOn(listed, today), today);
    }
    const years: Term[][] = [];
    for (const year of schoolYearsAround(today)) years.push(await read((sis) => sis.terms(schoolId, [year])));
    if (years.flat().length === 0) return noTerms(schoolId);
    return foundOn(gradingPeriodOn(years, null, today, settings), today);
  });
}

const CODE = 'NO_CURRENT_GRADING_PERIOD' as const;

function foundOn(answer: GradingPeriodAnswer, today: LocalDate) {
  if (answer.kind === 'current') return { ok: true, finding: 'ok', period: answer.period } as const;
  const { next, last } = answer.kind === 'none' ? answer : {};
  const around = [
    ...(last === undefined ? [] : [`the last one, ${last.name}, ended on ${last.end}`]),
    ...(next === undefined ? [] : [`the next one, ${next.name}, starts on ${next.start}`]),
  ];
  const message = [`No grading period holds ${today}`, ...around].join('; ');
  return { code: CODE, message: `${message}.` };
}

function noTerms(schoolId: string) {
  return { code: CODE, message: `PowerSchool has no terms of school ${schoolId} in this school year.` };
}

function notListed(schoolId: string) {
  return { code: CODE, message: `The district’s own list of grading periods has none of school ${schoolId}.` };
}
