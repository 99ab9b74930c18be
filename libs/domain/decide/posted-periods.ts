import { dayOfDate } from '../dates/day-numbers.ts';
import type { GradingPeriod, SchoolTerm } from '../facts/district.ts';

/** A level is taken to divide a longer term where it holds this share of its days: breaks of up to a third of it are usual. */
const FILLED_SHARE = 0.7;
/** Terms as long as this share of a school year are of those that grades are posted for: seven weeks of 40, with the holidays. */
const PLAIN_SHARE = 0.18;
/** What PowerSchool calls a smaller part of a year than a quarter may be a mini-term. */
const QUARTER = 4;
/** Half as long again, or two thirds: breaks and holidays make no more difference between a part of a year and the term of it. */
const NEAR = Math.log(1.5);
/** What is longer is a school year, where PowerSchool does not tell. */
const YEAR_DAYS = 200;
/** Without portions, terms are of one level down to this share of its longest: quarters and semesters differ by some weeks. */
const SAME_LEVEL_SHARE = 0.5;
/** A term inside a longer one is a part of it up to this share of its days; above, it is the same that ends earlier for some. */
const PART_SHARE = 0.75;

/** The periods of one school year in which grades are posted, and the longer terms around them. */
export interface PostedPeriods<T extends SchoolTerm> {
  readonly periods: readonly T[];
  readonly larger: readonly T[];
}

/** Terms of one kind: years, semesters, quarters, mini-terms. */
interface Level<T extends SchoolTerm = SchoolTerm> {
  readonly portion: number | null;
  readonly all: readonly T[];
  /** Without those that lie in a longer one of the same kind, as a year that ends earlier for some. */
  readonly apart: readonly T[];
}

/**
 * The periods that count for a section in the term `own`, or for a whole school where `own` is null (`terms`: of one school year).
 *
 * PowerSchool lists years, semesters, quarters and short terms side by side and does not say by which of them a school posts grades.
 * It is taken to be the shortest kind that is plainly a part of the year (a semester, trimester or quarter) or that divides one that
 * is: of which two or more make it up. So quarters count for a section of the year; mini-terms beside them do not, as they make up nothing;
 * and a section that meets for a quarter or a mini-term alone has that. A quarter that PowerSchool does not list is missing, and the
 * semester does not stand in for it.
 *
 * `perYear`: the kind of which there are so many a year, whatever divides what; where the school has none such, it is found as above.
 */
export function postedPeriods<T extends SchoolTerm>(
  terms: readonly T[],
  own: T | null,
  perYear?: number,
): PostedPeriods<T> {
  const levels = levelsOf(terms.filter((term) => days(term) > 0));
  const at = own === null ? 0 : levels.findIndex(({ all }) => all.includes(own));
  const posted = postedLevel(levels, Math.max(0, at), perYear);
  if (own !== null && posted <= at) return { periods: [own], larger: [] };
  const counts = (term: T): boolean => own === null || isMostlyIn(term, own);
  const periods = (levels[posted]?.apart ?? []).filter(counts);
  const larger = levels.slice(Math.max(0, at), posted).flatMap(({ all }) => all);
  return {
    periods: own === null ? [...periods, ...besides(levels.slice(posted + 1), periods)] : periods,
    larger: larger.filter(counts),
  };
}

/** Which level grades are posted on, seen from sections of level `at`. */
function postedLevel(levels: readonly Level[], at: number, perYear: number | undefined): number {
  const dividing = [at];
  for (let finer = at + 1; finer < levels.length; finer++)
    if (isPlain(levels, finer, at) || dividing.some((coarser) => divides(levels[finer], levels[coarser])))
      dividing.push(finer);
  const chosen = perYear === undefined ? -1 : levelOfPart(levels, perYear);
  // A kind that does not divide the section's term is that of other sections: quarters, where the section has trimesters.
  const isForThese = chosen >= 0 && (chosen <= at || at === 0 || dividing.includes(chosen));
  return isForThese ? chosen : (dividing.at(-1) ?? at);
}

/** The level of which there are `perYear` a year; -1 where there is none. Without portions it is known by its length. */
function levelOfPart(levels: readonly Level[], perYear: number): number {
  const year = levels[0]?.apart[0];
  if (levels[0]?.portion !== null || year === undefined || days(year) < YEAR_DAYS)
    return levels.findIndex(({ portion, apart }) => (portion ?? apart.length) === perYear);
  const farness = ({ apart: [longest] }: Level): number =>
    longest === undefined ? Infinity : Math.abs(Math.log((days(longest) * perYear) / days(year)));
  const nearest = levels.toSorted((one, other) => farness(one) - farness(other))[0];
  return nearest === undefined || farness(nearest) > NEAR ? -1 : levels.indexOf(nearest);
}

/** Whether grades are plainly posted on the level `finer`, if perhaps for other sections too: whatever is missing of it. */
function isPlain(levels: readonly Level[], finer: number, at: number): boolean {
  const [level, own, year] = [levels[finer], levels[at], levels[0]];
  const [longest, wholeYear] = [level?.apart[0], year?.apart[0]];
  if (level === undefined || longest === undefined || wholeYear === undefined) return false;
  if (levels.findIndex(({ all }) => all.some(({ isGradingPeriod }) => isGradingPeriod)) === finer) return true;
  const isYear = year?.portion === 1 || days(wholeYear) >= YEAR_DAYS;
  if (!isYear || sharedDays(longest, wholeYear) < PLAIN_SHARE * days(wholeYear)) return false;
  if (level.portion === null || !own?.portion) return at === 0;
  return level.portion <= QUARTER && level.portion % own.portion === 0;
}

function divides(finer: Level | undefined, coarser: Level | undefined): boolean {
  if (finer === undefined || coarser === undefined) return false;
  const divided = coarser.apart.filter((term) => isMadeUpOf(term, finer.apart));
  return divided.length * 2 >= coarser.apart.length;
}

function isMadeUpOf(term: SchoolTerm, parts: readonly SchoolTerm[]): boolean {
  const inside = parts.filter((part) => isMostlyIn(part, term));
  // Those of one level share hardly a day.
  const filled = inside.reduce((sum, part) => sum + sharedDays(part, term), 0);
  return inside.length > 1 && filled >= FILLED_SHARE * days(term);
}

/** Short terms that no period touches, as a summer school: whose section it is is not known, so they stand for themselves. */
function besides<T extends SchoolTerm>(finer: readonly Level<T>[], periods: readonly T[]): T[] {
  const alone = finer.flatMap(({ apart }) => apart);
  return alone.filter((term) => periods.every((period) => sharedDays(term, period) === 0));
}

/** By what PowerSchool calls their portion, where it tells that of all; else by their length. The longest level first. */
function levelsOf<T extends SchoolTerm>(terms: readonly T[]): Level<T>[] {
  const sorted = [...terms].sort((one, other) => days(other) - days(one));
  if (terms.some(({ portion }) => portion === null)) return lengthsOf(sorted).map((all) => levelOf(null, all));
  const byPortion = [...Map.groupBy(sorted, ({ portion }) => portion ?? 0)];
  return byPortion.sort(([one], [other]) => one - other).map(([portion, all]) => levelOf(portion, all));
}

function lengthsOf<T extends SchoolTerm>(sorted: readonly T[]): T[][] {
  const levels: T[][] = [];
  for (const term of sorted) {
    const level = levels.at(-1);
    const isPart = (longer: T): boolean => isMostlyIn(term, longer) && days(term) < PART_SHARE * days(longer);
    if (level?.[0] !== undefined && days(term) >= SAME_LEVEL_SHARE * days(level[0]) && !level.some(isPart))
      level.push(term);
    else levels.push([term]);
  }
  return levels;
}

/** `all`: the longest first. */
function levelOf<T extends SchoolTerm>(portion: number | null, all: readonly T[]): Level<T> {
  const isApart = (term: T, place: number): boolean => !all.slice(0, place).some((longer) => isMostlyIn(term, longer));
  return { portion, all, apart: all.filter(isApart) };
}

function isMostlyIn(term: GradingPeriod, outer: GradingPeriod): boolean {
  return sharedDays(term, outer) * 2 > days(term);
}

function sharedDays(one: GradingPeriod, other: GradingPeriod): number {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  return Math.max(0, days({ name: '', start, end }));
}

function days({ start, end }: GradingPeriod): number {
  return (dayOfDate(end) ?? 0) - (dayOfDate(start) ?? 0) + 1;
}
