import type { GradingPeriod, GradingPeriodAnswer, SchoolTerm, TermSettings } from '../facts/district.ts';
import type { LocalDate } from '../facts/section-assessment.ts';
import { postedPeriods } from './posted-periods.ts';

/**
 * The grading period of a section on `date`, from its school's terms, a list for each school year. The section's own term decides,
 * by the rule of `postedPeriods`; where no list has it (null, or an id that PowerSchool does not tell) the school's periods count.
 * On a day that no period holds there is none, whatever larger term goes on, unless the district says `largerTerm`.
 */
export function gradingPeriodOn(
  years: readonly (readonly SchoolTerm[])[],
  sectionTermId: string | null,
  date: LocalDate,
  settings: TermSettings = {},
): GradingPeriodAnswer {
  const ofSection = years.filter((terms) => terms.some((term) => isNamed(term, sectionTermId)));
  const found = (ofSection.length > 0 ? ofSection : years).map((terms) => {
    const own = terms.find((term) => isNamed(term, sectionTermId)) ?? null;
    return postedPeriods(terms, own, settings.gradingPeriodsPerYear);
  });
  const answer = periodOn(
    found.flatMap(({ periods }) => periods),
    date,
  );
  if (answer.kind === 'current' || settings.betweenPeriods !== 'largerTerm') return answer;
  const larger = periodOn(
    found.flatMap(({ larger: terms }) => terms),
    date,
  );
  return larger.kind === 'current' ? larger : answer;
}

function isNamed({ ids }: SchoolTerm, termId: string | null): boolean {
  return termId !== null && ids.includes(termId);
}

/** The period of `periods` that is current on `date`; where none is, those around it. */
export function periodOn(periods: readonly GradingPeriod[], date: LocalDate): GradingPeriodAnswer {
  const current = currentGradingPeriod(periods, date);
  if (current !== null) return { kind: 'current', period: plain(current) };
  const [next] = periods.filter(({ start, end }) => start > date && start <= end).sort(byStart);
  const [last] = periods
    .filter(({ start, end }) => end < date && start <= end)
    .sort((one, other) => compare(other.end, one.end) || byStart(one, other));
  return {
    kind: 'none',
    ...(next === undefined ? {} : { next: plain(next) }),
    ...(last === undefined ? {} : { last: plain(last) }),
  };
}

/**
 * Which of `periods` holds `date`, both ends inside, or null. Of a period and one inside it, the inner counts. Of two that share some
 * days, the one that began earlier: its last scores have no other night, those of the other wait for one.
 */
export function currentGradingPeriod<P extends GradingPeriod>(periods: readonly P[], date: LocalDate): P | null {
  const holding = periods.filter(({ start, end }) => start <= date && date <= end);
  const innermost = holding.filter((period) => !holding.some((other) => isInside(other, period)));
  return innermost.sort(byStart)[0] ?? null;
}

function isInside(inner: GradingPeriod, outer: GradingPeriod): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && inner.start >= outer.start && inner.end <= outer.end;
}

function byStart(one: GradingPeriod, other: GradingPeriod): number {
  return compare(one.start, other.start) || compare(one.name, other.name);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Without what else a term carries: it is kept with every decision. */
function plain({ name, start, end }: GradingPeriod): GradingPeriod {
  return { name, start, end };
}

const FIRST_MONTH_OF_BOTH = 5;
const LAST_MONTH_OF_BOTH = 9;

/**
 * The school years to ask PowerSchool's terms for on `date`, each named by the calendar year in which it starts, ascending.
 * A school year starts around July; districts differ by some weeks, so from May to September both years are asked for.
 */
export function schoolYearsAround(date: LocalDate): number[] {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  if (month < FIRST_MONTH_OF_BOTH) return [year - 1];
  return month > LAST_MONTH_OF_BOTH ? [year] : [year - 1, year];
}
