import { describe, expect, it } from '@jest/globals';
import { currentGradingPeriod, schoolYearsAround } from './grading-period.ts';

const YEAR = { name: '2026-2027', start: '2026-08-17', end: '2027-05-28' };
const S1 = { name: 'S1', start: '2026-08-17', end: '2026-12-18' };
const Q1 = { name: 'Q1', start: '2026-08-17', end: '2026-10-09' };
const Q2 = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };

describe('“The current grading period” is the one that holds the district’s date', () => {
  it.each([
    ['2026-10-12', 'Q2'],
    ['2026-12-18', 'Q2'],
    ['2026-10-09', 'Q1'],
    ['2026-10-10', 'S1'], // between the quarters the semester is the shortest that holds it
    ['2027-01-20', '2026-2027'],
  ])('on %s it is %s: both ends are inside, and the shortest counts', (date, name) => {
    expect(currentGradingPeriod([YEAR, S1, Q1, Q2], date)?.name).toBe(name);
    expect(currentGradingPeriod([Q2, Q1, S1, YEAR], date)?.name).toBe(name);
  });

  it.each(['2026-08-16', '2027-05-29'])('on %s there is none', (date) => {
    expect(currentGradingPeriod([YEAR, S1, Q1, Q2], date)).toBeNull();
    expect(currentGradingPeriod([], date)).toBeNull();
  });

  it('of two as long, the one that starts later, then the first by name', () => {
    const early = { name: 'A', start: '2026-10-01', end: '2026-10-31' };
    const late = { name: 'B', start: '2026-10-15', end: '2026-11-14' };
    const twin = { name: 'C', start: '2026-10-15', end: '2026-11-14' };
    expect(currentGradingPeriod([early, twin, late], '2026-10-20')).toBe(late);
    expect(currentGradingPeriod([late, early, twin], '2026-10-20')).toBe(late);
  });

  it('a period that ends before it starts holds nothing', () => {
    expect(currentGradingPeriod([{ name: 'X', start: '2026-12-18', end: '2026-10-12' }], '2026-11-01')).toBeNull();
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
