import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyInstant, anyZone, ZONES } from '../testing/arbitraries.ts';
import { addDays, isLocalDate, localDate } from './local-date.ts';

// By name: jest runs specs in a realm of its own, and Temporal throws the other realm's errors.
const A_RANGE_ERROR: unknown = expect.objectContaining({ name: 'RangeError' });

const dateByTemporal = (instant: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

describe('an instant is turned into the district’s date first', () => {
  it('2026-11-01T04:30:00Z in America/Chicago is 2026-10-31', () => {
    expect(localDate('2026-11-01T04:30:00Z', 'America/Chicago')).toBe('2026-10-31');
  });

  it.each([
    ['2026-11-01T04:59:59.999Z', '2026-10-31'],
    ['2026-11-01T05:00:00Z', '2026-11-01'],
    ['2026-11-02T05:59:59.999999999Z', '2026-11-01'], // clocks went back that morning
    ['2026-11-02T06:00:00Z', '2026-11-02'],
    ['2026-11-01T00:30:00-05:00', '2026-11-01'],
    ['2026-11-01T04:30Z', '2026-10-31'],
    ['2026-10-31T23:30:00-05:00[America/Chicago]', '2026-10-31'],
  ])('%s is %s in Chicago', (instant, date) => {
    expect(localDate(instant, 'America/Chicago')).toBe(date);
  });

  it('says what Temporal says, at any time in any zone, also one millisecond around each change of the clocks', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, fc.constantFrom(-1, 0, 1), (instant, zone, offset) => {
        expect(localDate(instant, zone)).toBe(dateByTemporal(instant, zone));
        const change = Temporal.Instant.fromEpochMilliseconds(instant)
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition('next');
        if (change === null) return;
        const near = change.epochMilliseconds + offset;
        expect(localDate(near, zone)).toBe(dateByTemporal(near, zone));
        const text = Temporal.Instant.fromEpochMilliseconds(near).toString();
        expect(localDate(text, zone)).toBe(dateByTemporal(near, zone));
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays right when more spans and zones are asked for than it remembers', () => {
    for (const zone of ZONES) {
      for (let year = 1900; year < 2100; year += 1) {
        const instant = Date.UTC(year, 6, 1, 4, 30);
        expect(localDate(instant, zone)).toBe(dateByTemporal(instant, zone));
      }
    }
  });

  it.each(['2026-11-01', '2026-11-01T04:30:00', 'yesterday', '', '2026-13-01T00:00:00Z'])(
    'refuses %p, which is no instant',
    (text) => {
      expect(() => localDate(text, 'UTC')).toThrow(A_RANGE_ERROR);
    },
  );

  it('refuses a zone that does not exist', () => {
    expect(() => localDate(0, 'America/Nowhere')).toThrow(A_RANGE_ERROR);
  });
});

describe('calendar dates', () => {
  it.each([
    ['2026-12-28', 7, '2027-01-04'],
    ['2028-02-25', 7, '2028-03-03'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s', (date, days, result) => {
    expect(addDays(date, days)).toBe(result);
  });

  it('adds days as Temporal does', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -800, max: 800 }), (instant, days) => {
        const date = dateByTemporal(instant, 'UTC');
        expect(addDays(date, days)).toBe(Temporal.PlainDate.from(date).add({ days }).toString());
      }),
    );
  });

  it.each(['2026-02-28', '2028-02-29', '1999-12-31', '0050-01-01'])('%s is a date', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each(['2026-02-30', '2027-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20261101', '2026-11-01T00:00:00Z', ''])(
    '%p is none',
    (text) => {
      expect(isLocalDate(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(A_RANGE_ERROR);
    },
  );
});
