import { expect, it } from '@jest/globals';
import { postedPeriods } from './posted-periods.ts';

const term = (name: string, start: string, end: string) => ({
  name,
  start,
  end,
  ids: [name],
  portion: null,
  isGradingPeriod: false,
});

it('a semester is a part of its year however long it is, and the quarters of an uneven year are of one level', () => {
  const year = term('Year', '2026-07-20', '2027-04-26');
  const terms = [
    ...[year, term('S1', '2026-07-20', '2027-01-06'), term('S2', '2027-01-07', '2027-04-26')],
    ...[term('Q1', '2026-07-20', '2026-10-17'), term('Q2', '2026-10-18', '2027-01-06')],
    ...[term('Q3', '2027-01-07', '2027-02-25'), term('Q4', '2027-02-26', '2027-04-26')],
  ];
  const { periods, larger } = postedPeriods(terms, year);
  expect(periods.map(({ name }) => name).sort()).toEqual(['Q1', 'Q2', 'Q3', 'Q4']);
  expect(larger.map(({ name }) => name).sort()).toEqual(['S1', 'S2', 'Year']);
});

it('a term of one day is a period, and one that ends before it starts is none', () => {
  const day = term('Day', '2026-11-02', '2026-11-02');
  expect(postedPeriods([day], null)).toEqual({ periods: [day], larger: [] });
  expect(postedPeriods([day], day)).toEqual({ periods: [day], larger: [] });
  for (const end of ['2026-11-01', '2026-10-01'])
    expect(postedPeriods([term('None', '2026-11-02', end)], null)).toEqual({ periods: [], larger: [] });
});
