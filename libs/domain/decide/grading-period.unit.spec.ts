import { describe, expect, it } from '@jest/globals';
import type { SchoolTerm, TermSettings } from '../facts/district.ts';
import { gradingPeriodOn, periodOn, schoolYearsAround } from './grading-period.ts';

/** As PowerSchool tells it over xte: with the portion. Its id is its name, in small letters. */
function term(name: string, portion: number, start: string, end: string): SchoolTerm & { portion: number } {
  return { ids: [name.toLowerCase()], name, portion, isGradingPeriod: false, start, end };
}

const YEAR = term('Year', 1, '2026-08-17', '2027-05-28');
const S1 = term('S1', 2, '2026-08-17', '2026-12-18');
const S2 = term('S2', 2, '2027-01-04', '2027-05-28');
const Q1 = term('Q1', 4, '2026-08-17', '2026-10-09');
const Q2 = term('Q2', 4, '2026-10-12', '2026-12-18');
const Q3 = term('Q3', 4, '2027-01-04', '2027-03-12');
const Q4 = term('Q4', 4, '2027-03-22', '2027-05-28');
const QUARTERS = [YEAR, S1, S2, Q1, Q2, Q3, Q4];
const TRIMESTERS = [
  YEAR,
  term('T1', 3, '2026-08-17', '2026-11-13'),
  term('T2', 3, '2026-11-16', '2027-02-19'),
  term('T3', 3, '2027-02-22', '2027-05-28'),
];
const HEXTERS = [
  ...[YEAR, S1, S2],
  term('H1', 6, '2026-08-17', '2026-09-25'),
  term('H2', 6, '2026-09-28', '2026-11-06'),
  term('H3', 6, '2026-11-09', '2026-12-18'),
  term('H4', 6, '2027-01-04', '2027-02-19'),
  term('H5', 6, '2027-02-22', '2027-04-09'),
  term('H6', 6, '2027-04-12', '2027-05-28'),
];
const MINI = term('Mini', 12, '2026-11-30', '2026-12-18');
const ACROSS = term('Across', 12, '2026-10-01', '2026-10-20');
const MINI_TERMS = [...QUARTERS, MINI, ACROSS, term('Interim', 12, '2027-03-13', '2027-03-21')];
const MISNAMED = [...QUARTERS, { ...MINI, portion: 4 }];
const SENIORS = term('Seniors', 1, '2026-08-17', '2027-05-14');
const SUMMER = term('Summer', 12, '2027-06-07', '2027-07-02');
const NEXT_YEAR = [
  term('Next year', 1, '2027-08-16', '2028-05-26'),
  term('Next Q1', 4, '2027-08-16', '2027-10-08'),
  ...[
    term('Next Q2', 4, '2027-10-11', '2027-12-17'),
    term('Next Q3', 4, '2028-01-04', '2028-03-10'),
    term('Next Q4', 4, '2028-03-20', '2028-05-26'),
  ],
];
const FOUR_ONE_FOUR = [
  term('Fall', 2, '2026-08-17', '2026-12-18'),
  term('January', 12, '2027-01-04', '2027-01-29'),
  term('Spring', 2, '2027-02-01', '2027-05-28'),
];
/** A year-round school: nine weeks, then three without school. */
const YEAR_ROUND = [
  term('All year', 1, '2026-07-06', '2027-06-11'),
  term('Block 1', 4, '2026-07-06', '2026-09-04'),
  term('Block 2', 4, '2026-09-28', '2026-11-27'),
  term('Block 3', 4, '2027-01-04', '2027-03-05'),
  term('Block 4', 4, '2027-04-05', '2027-06-11'),
];

type Row = readonly [
  what: string,
  terms: readonly SchoolTerm[],
  sectionTermId: string | null,
  date: string,
  is: string,
];

const ROWS: readonly Row[] = [
  ['a year alone', [YEAR], null, '2026-10-10', 'Year'],
  ['a year alone, for a section of it', [YEAR], 'year', '2027-01-01', 'Year'],
  ['a year alone, in summer', [YEAR], 'year', '2027-06-30', 'none after Year'],
  ['no terms at all', [], 'year', '2026-10-10', 'none'],

  ['semesters', [YEAR, S1, S2], 'year', '2026-10-10', 'S1'],
  ['semesters, in winter break', [YEAR, S1, S2], 'year', '2026-12-25', 'none before S2 after S1'],
  ['semesters, for a section of the first, in the second', [YEAR, S1, S2], 's1', '2027-02-01', 'none after S1'],

  ['quarters, on a first day', QUARTERS, 'year', '2026-10-12', 'Q2'],
  ['quarters, on a last day', QUARTERS, 'year', '2026-10-09', 'Q1'],
  ['quarters, on the weekend between two', QUARTERS, 'year', '2026-10-10', 'none before Q2 after Q1'],
  ['quarters, for a section of the semester', QUARTERS, 's1', '2026-10-11', 'none before Q2 after Q1'],
  ['quarters, for a section of one, before it', QUARTERS, 'q2', '2026-10-11', 'none before Q2'],
  ['quarters, for a section of one, in another', QUARTERS, 'q2', '2027-02-01', 'none after Q2'],
  ['quarters, in winter break', QUARTERS, null, '2026-12-19', 'none before Q3 after Q2'],
  ['quarters, before the school year', QUARTERS, null, '2026-08-16', 'none before Q1'],
  ['quarters, in summer', QUARTERS, null, '2027-05-29', 'none after Q4'],
  ['quarters without semesters', [YEAR, Q1, Q2, Q3, Q4], 'year', '2026-10-10', 'none before Q2 after Q1'],
  ['quarters of which one is missing', [YEAR, S1, S2, Q1, Q2, Q4], 'year', '2027-02-01', 'none before Q4 after Q2'],
  ['quarters of the first semester alone', [YEAR, S1, S2, Q1, Q2], 'year', '2026-11-02', 'Q2'],
  ['quarters of the first semester alone, in the second', [YEAR, S1, S2, Q1, Q2], 's2', '2027-02-01', 'none'],
  ['the first semester alone and its quarters', [YEAR, S1, Q1, Q2], 'year', '2026-10-10', 'none before Q2 after Q1'],
  ['the first semester alone and its quarters, for it', [S1, Q1, Q2], 's1', '2026-10-10', 'none before Q2 after Q1'],
  ['the first semester alone and its quarters, later', [YEAR, S1, Q1, Q2], 'year', '2027-01-20', 'none after Q2'],
  [
    'quarters of the first semester alone, in the second, section unknown',
    [YEAR, S1, S2, Q1, Q2],
    null,
    '2027-02-01',
    'none after Q2',
  ],
  ['a semester and its first quarter alone, without a year', [S1, Q1], 's1', '2026-11-02', 'S1'],
  ['the first semester alone', [YEAR, S1], 'year', '2026-11-02', 'S1'],
  ['the first quarters alone', [YEAR, Q1, Q2], 'year', '2026-10-10', 'none before Q2 after Q1'],
  ['a year and a mini-term', [YEAR, MINI], 'year', '2026-12-01', 'Year'],
  ['a year and a summer school', [YEAR, SUMMER], 'year', '2026-12-01', 'Year'],
  ['quarters, for a section of a term that is not listed', QUARTERS, '4711', '2026-11-02', 'Q2'],

  ['trimesters', TRIMESTERS, 'year', '2026-11-16', 'T2'],
  ['trimesters, on a weekend between two', TRIMESTERS, null, '2026-11-15', 'none before T2 after T1'],
  ['trimesters beside quarters, for a section of one', [...TRIMESTERS, Q1, Q2, Q3, Q4], 't1', '2026-11-02', 'T1'],
  ['hexters', HEXTERS, 'year', '2026-11-06', 'H2'],
  ['hexters, for a section of the semester', HEXTERS, 's2', '2027-02-20', 'none before H5 after H4'],

  ['mini-terms beside quarters', MINI_TERMS, 'year', '2026-12-01', 'Q2'],
  ['mini-terms, for a section of the quarter', MINI_TERMS, 'q2', '2026-12-01', 'Q2'],
  ['mini-terms, for a section of one', MINI_TERMS, 'mini', '2026-12-01', 'Mini'],
  ['mini-terms, for a section of one that is over', MINI_TERMS, 'mini', '2027-01-10', 'none after Mini'],
  ['mini-terms, where the section’s term is not known', MINI_TERMS, null, '2026-12-01', 'Q2'],
  ['a mini-term across two quarters', MINI_TERMS, 'year', '2026-10-05', 'Q1'],
  ['a mini-term across two quarters, on a gap day', MINI_TERMS, 'year', '2026-10-10', 'none before Q2 after Q1'],
  ['a mini-term between two quarters', MINI_TERMS, 'year', '2027-03-15', 'none before Q4 after Q3'],
  ['a mini-term between two quarters, for whoever it is', MINI_TERMS, null, '2027-03-15', 'Interim'],
  ['a mini-term that is called a quarter', MISNAMED, 'year', '2026-12-01', 'Q2'],
  ['a mini-term that is called a quarter, for a section of it', MISNAMED, 'mini', '2026-12-01', 'Mini'],

  ['a year that ends earlier for some, for their sections', [...QUARTERS, SENIORS], 'seniors', '2027-05-03', 'Q4'],
  ['a year that ends earlier for some, for all others', [...QUARTERS, SENIORS], 'year', '2027-05-20', 'Q4'],
  ['a January between the semesters', FOUR_ONE_FOUR, 'january', '2027-01-15', 'January'],
  ['a January, where the section’s term is not known', FOUR_ONE_FOUR, null, '2027-01-15', 'January'],
  ['a January, for a section of the fall', FOUR_ONE_FOUR, 'fall', '2027-01-15', 'none after Fall'],
  ['a summer school', [...QUARTERS, SUMMER], null, '2027-06-10', 'Summer'],
  ['a year-round school', YEAR_ROUND, 'all year', '2026-11-01', 'Block 2'],
  ['a year-round school, in a break', YEAR_ROUND, 'all year', '2026-12-20', 'none before Block 3 after Block 2'],
];

function said(years: readonly (readonly SchoolTerm[])[], id: string | null, date: string, settings?: TermSettings) {
  const answer = gradingPeriodOn(years, id, date, settings);
  if (answer.kind === 'current') return answer.period.name;
  if (answer.kind === 'unknown') return 'unknown';
  const { next, last } = answer;
  return `none${next === undefined ? '' : ` before ${next.name}`}${last === undefined ? '' : ` after ${last.name}`}`;
}

describe('the grading period of a section', () => {
  it.each(ROWS)('%s', (_what, terms, sectionTermId, date, is) => {
    expect(said([terms], sectionTermId, date)).toBe(is);
    expect(said([terms.toReversed()], sectionTermId, date)).toBe(is);
  });

  // A mini-term that is told from a quarter by its portion alone, or that two kinds of terms divide a year, cannot be known without.
  it.each(ROWS.filter(([what]) => !what.startsWith('trimesters beside')))(
    'without portions, as over OneRoster: %s',
    (_what, terms, sectionTermId, date, is) => {
      const untold = terms.map((each) => ({ ...each, portion: null }));
      expect(said([untold], sectionTermId, date)).toBe(is);
      expect(said([untold.toReversed()], sectionTermId, date)).toBe(is);
    },
  );

  it.each([
    ['counts, whatever else is listed', 'year', '2026-11-02', 'Q2'],
    ['is not stood in for', 'year', '2026-09-01', 'none before Q2'],
    ['counts also where a mini-term is called one', 'year', '2026-12-01', 'Q2'],
  ])('over OneRoster, what is called a grading period %s', (_what, sectionTermId, date, is) => {
    const terms = [YEAR, S1, Q2, MINI].map((each) => ({ ...each, portion: null, isGradingPeriod: each.portion > 2 }));
    expect(said([terms], sectionTermId, date)).toBe(is);
  });

  it.each([
    ['in spring', 'year', '2027-05-20', 'Q4'],
    ['in summer, for the section that ended', 'year', '2027-06-30', 'none after Q4'],
    ['in summer, for a section of the next year', 'next year', '2027-06-30', 'none before Next Q1'],
    ['in summer, where the section’s term is not known', null, '2027-06-30', 'none before Next Q1 after Q4'],
    ['once the next year began', 'next year', '2027-08-16', 'Next Q1'],
  ])('with the next school year’s terms already there, %s', (_what, sectionTermId, date, is) => {
    expect(said([QUARTERS, NEXT_YEAR], sectionTermId, date)).toBe(is);
  });

  it('each school year has its own kind: semesters after a year of quarters', () => {
    const next = [term('Next', 1, '2027-08-16', '2028-05-26'), term('N1', 2, '2027-08-16', '2027-12-17')];
    const semesters = [...next, term('N2', 2, '2028-01-04', '2028-05-26')];
    expect(said([QUARTERS, semesters], null, '2027-09-01')).toBe('N1');
  });

  it('with what a period carries and no more: it is kept with every decision', () => {
    const period = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };
    expect(gradingPeriodOn([QUARTERS], 'year', '2026-11-02')).toEqual({ kind: 'current', period });
  });

  it('terms that end before they start hold nothing and are nobody’s', () => {
    expect(said([[term('X', 4, '2026-12-18', '2026-10-12')]], 'x', '2026-11-01')).toBe('none');
    expect(said([[...QUARTERS, term('X', 12, '2026-12-18', '2026-10-12')]], null, '2026-11-01')).toBe('Q2');
  });
});

describe('what PowerSchool calls a portion of the year', () => {
  const of = (terms: readonly SchoolTerm[], id: string | null, date: string, settings?: TermSettings) => [
    said([terms], id, date, settings),
    said([terms.map((each) => ({ ...each, portion: null }))], id, date, settings),
  ];

  it('says that a quarter is one though the others are not listed, for a section of the semester too', () => {
    expect(of([YEAR, S1, S2, Q1], 's1', '2026-11-02')).toEqual(['none after Q1', 'S1']);
    expect(said([[YEAR, S1, S2, { ...Q1, portion: null }]], 's1', '2026-11-02')).toBe('S1');
  });

  it('says what is a year, however short it is', () => {
    const short = { ...YEAR, end: '2027-01-15' };
    expect(of([short, Q1], 'year', '2026-11-02')).toEqual(['none after Q1', 'Year']);
  });

  it('tells the kind that the district posts grades on, however short its terms are', () => {
    const short = term('Short', 4, '2026-11-02', '2026-12-01');
    expect(of([YEAR, S1, S2, short], 'year', '2026-11-16', { gradingPeriodsPerYear: 4 })).toEqual(['Short', 'S1']);
  });

  it('is a part of the year from seven weeks on, and smaller than a quarter none by itself', () => {
    const sixth = term('Sixth', 6, '2026-08-17', '2026-10-09');
    expect(of([YEAR, sixth], 'year', '2026-11-02')).toEqual(['Year', 'none after Sixth']);
    const weeks = term('Weeks', 4, '2026-08-17', '2026-09-20');
    expect(of([YEAR, weeks], 'year', '2026-11-02')).toEqual(['Year', 'Year']);
  });
});

it('over OneRoster, what is called a grading period counts however short it is, if one of its kind is called so', () => {
  const untold = [YEAR, MINI, ACROSS].map((each) => ({ ...each, portion: null, isGradingPeriod: each === MINI }));
  expect(said([untold], 'year', '2026-12-01')).toBe('Mini');
  expect(said([untold], 'year', '2026-11-02')).toBe('none before Mini after Across');
});

describe('what the district says of its terms', () => {
  it.each<[string, readonly SchoolTerm[], number, string | null, string, string]>([
    ['two, of a school that lists no year', [S1, S2, Q1, Q2, Q3, Q4], 2, null, '2026-11-02', 'S1'],
    ['twelve', MINI_TERMS, 12, 'year', '2026-12-01', 'Mini'],
    ['nine, which the school has nothing like', MINI_TERMS, 9, 'year', '2026-12-01', 'Q2'],
  ])('%s periods a year', (_what, terms, gradingPeriodsPerYear, id, date, is) => {
    expect(said([terms], id, date, { gradingPeriodsPerYear })).toBe(is);
    const untold = terms.map((each) => ({ ...each, portion: null }));
    expect(said([untold], id, date, { gradingPeriodsPerYear })).toBe(is);
  });

  it('four periods a year are those of other sections where the section has trimesters', () => {
    const terms = [...TRIMESTERS, Q1, Q2, Q3, Q4];
    expect(said([terms], 't1', '2026-11-02', { gradingPeriodsPerYear: 4 })).toBe('T1');
  });

  it.each<[string, TermSettings, string | null, string, string]>([
    ['two periods a year', { gradingPeriodsPerYear: 2 }, 'year', '2026-11-02', 'S1'],
    ['two periods a year, section unknown', { gradingPeriodsPerYear: 2 }, null, '2026-11-02', 'S1'],
    ['two periods a year, for a section of a quarter', { gradingPeriodsPerYear: 2 }, 'q2', '2026-11-02', 'Q2'],
    ['one period a year', { gradingPeriodsPerYear: 1 }, 'year', '2026-12-25', 'Year'],
    ['one period a year, for a section of a semester', { gradingPeriodsPerYear: 1 }, 's1', '2026-11-02', 'S1'],
    ['as many as the school has not', { gradingPeriodsPerYear: 3 }, 'year', '2026-11-02', 'Q2'],
    ['larger terms step in', { betweenPeriods: 'largerTerm' }, 'year', '2026-10-10', 'S1'],
    ['larger terms step in, in winter', { betweenPeriods: 'largerTerm' }, 'year', '2026-12-25', 'Year'],
    ['larger terms step in, section unknown', { betweenPeriods: 'largerTerm' }, null, '2026-10-10', 'S1'],
    [
      'larger terms step in, not beyond the section’s',
      { betweenPeriods: 'largerTerm' },
      's1',
      '2027-02-01',
      'none after Q2',
    ],
    ['larger terms step in, on other days', { betweenPeriods: 'largerTerm' }, 'year', '2026-11-02', 'Q2'],
    ['larger terms step in, in summer', { betweenPeriods: 'largerTerm' }, 'year', '2027-06-30', 'none after Q4'],
    ['nothing steps in', { betweenPeriods: 'hold' }, 'year', '2026-10-10', 'none before Q2 after Q1'],
  ])('%s', (_what, settings, sectionTermId, date, is) => {
    expect(said([QUARTERS], sectionTermId, date, settings)).toBe(is);
    const untold = QUARTERS.map((each) => ({ ...each, portion: null }));
    expect(said([untold], sectionTermId, date, settings)).toBe(is);
  });
});

describe('of a list of periods', () => {
  const name = (periods: Parameters<typeof periodOn>[0], date: string): string | null => {
    const answer = periodOn(periods, date);
    return answer.kind === 'current' ? answer.period.name : null;
  };

  it('the one inside another counts: a district’s own list is taken as it is', () => {
    expect(name([YEAR, S1, Q1, Q2], '2026-11-02')).toBe('Q2');
    expect(name([Q2, Q1, S1, YEAR], '2026-10-10')).toBe('S1');
  });

  it('of two that overlap by a day the earlier counts on that day: its scores have no other night', () => {
    const longer = { ...Q2, start: '2026-10-09' };
    expect(name([longer, Q1], '2026-10-09')).toBe('Q1');
    expect(name([Q1, longer], '2026-10-10')).toBe('Q2');
    expect(said([[YEAR, S1, S2, longer, Q1, Q3, Q4]], 'year', '2026-10-09')).toBe('Q1');
  });

  it('the inner one counts also where both begin or end on one day', () => {
    expect(
      name(
        [
          { ...S1, name: 'A' },
          { ...Q1, name: 'B' },
        ],
        '2026-09-01',
      ),
    ).toBe('B');
    expect(
      name(
        [
          { ...S1, name: 'A' },
          { ...Q2, name: 'B' },
        ],
        '2026-11-02',
      ),
    ).toBe('B');
  });

  it('one of a single day is one, before it, on it and after it', () => {
    const day = { name: 'Day', start: '2026-11-02', end: '2026-11-02' };
    expect(name([day], '2026-11-02')).toBe('Day');
    expect(periodOn([day], '2026-11-01')).toEqual({ kind: 'none', next: day });
    expect(periodOn([day], '2026-11-03')).toEqual({ kind: 'none', last: day });
  });

  it('of two with the same dates, the first by name', () => {
    expect(
      name(
        [
          { ...Q1, name: 'B' },
          { ...Q1, name: 'A' },
        ],
        '2026-09-01',
      ),
    ).toBe('A');
    expect(
      name(
        [
          { ...Q1, name: 'A' },
          { ...Q1, name: 'B' },
        ],
        '2026-09-01',
      ),
    ).toBe('A');
  });

  it('one that ends before it starts holds nothing and is not the next', () => {
    expect(periodOn([{ name: 'X', start: '2026-12-18', end: '2026-10-12' }], '2026-11-01')).toEqual({ kind: 'none' });
  });
});

describe('the school years to ask for', () => {
  it.each([
    ['2026-11-12', [2026]],
    ['2027-02-01', [2026]],
    ['2027-04-30', [2026]],
    ['2027-05-01', [2026, 2027]],
    ['2027-07-01', [2026, 2027]],
    ['2027-09-30', [2026, 2027]],
    ['2027-10-01', [2027]],
  ])('on %s: %j', (date, years) => {
    expect(schoolYearsAround(date)).toEqual(years);
  });
});
