import { describe, expect, it } from '@jest/globals';
import { isQuiet, morningAfter, nightToTell, standingOf } from './when.ts';

const CHICAGO = 'America/Chicago';
const at = (text: string): number => Date.parse(text);

describe('quiet', () => {
  const overnight = { quietHours: { from: '20:00', to: '06:00' }, quietDays: [] } as const;
  it.each([
    ['2026-11-20T01:59:00Z', false], // 19:59
    ['2026-11-20T02:00:00Z', true], // 20:00
    ['2026-11-20T11:59:00Z', true], // 05:59
    ['2026-11-20T12:00:00Z', false], // 06:00
    // An hour earlier in UTC as long as the clocks are ahead.
    ['2026-09-20T11:00:00Z', false],
  ])('over midnight at %s: %s', (time, expected) => expect(isQuiet(at(time), CHICAGO, overnight)).toBe(expected));

  it('within a day, on a day, or never', () => {
    const noon = at('2026-11-20T18:00:00Z');
    expect(isQuiet(noon, CHICAGO, { quietHours: { from: '11:00', to: '13:00' }, quietDays: [] })).toBe(true);
    expect(isQuiet(noon, CHICAGO, { quietHours: { from: '00:00', to: '00:00' }, quietDays: [] })).toBe(false);
    expect(isQuiet(noon, CHICAGO, { quietHours: null, quietDays: ['friday'] })).toBe(true);
    // It is Saturday already in Auckland.
    expect(isQuiet(noon, 'Pacific/Auckland', { quietHours: null, quietDays: ['friday'] })).toBe(false);
  });
});

describe('the morning after a night', () => {
  it('is that of its own date, or of the next where the night begins in the evening', () => {
    const early = { date: '2026-11-20', at: at('2026-11-20T07:00:00Z') };
    expect(morningAfter(early, CHICAGO, '07:00')).toBe(at('2026-11-20T13:00:00Z'));
    const late = { date: '2026-11-20', at: at('2026-11-21T04:00:00Z') };
    expect(morningAfter(late, CHICAGO, '07:00')).toBe(at('2026-11-21T13:00:00Z'));
  });
});

it('no night is told of that began before the district was there', () => {
  const zone = { timeZone: CHICAGO, nightlyRunAt: '01:00' };
  const now = at('2026-11-20T13:00:00Z');
  expect(nightToTell(now, zone, at('2026-11-20T07:00:00Z'))).toBeNull();
  expect(nightToTell(now, zone, at('2026-11-20T06:59:00Z'))).toMatchObject({ date: '2026-11-20' });
});

it.each([
  ['finished', false, 'finished'],
  ['delivering', false, null],
  ['blocked', false, null],
  [null, false, null],
  ['delivering', true, 'late'],
  ['planning', true, 'late'],
  ['blocked', true, 'failed'],
  [null, true, 'failed'],
] as const)('a run that is %s, in the morning %s, is %s', (state, isMorning, expected) => {
  expect(standingOf(state === null ? null : { state }, isMorning)).toBe(expected);
});
