import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, localDate } from '../dates/local-date.ts';
import { anyInstant, anyZone } from '../testing/arbitraries.ts';
import { lastNight, nextNight, nightInstant } from './nights.ts';

const CHICAGO = 'America/Chicago';
const at = (instant: string) => Date.parse(instant);

describe('time zone and local time (default 01:00), once per local date', () => {
  it.each([
    ['2026-11-12T06:59:59Z', '2026-11-11', '2026-11-11T07:00:00Z'],
    ['2026-11-12T07:00:00Z', '2026-11-12', '2026-11-12T07:00:00Z'],
    ['2026-11-13T05:59:59Z', '2026-11-12', '2026-11-12T07:00:00Z'],
  ])('at %s the last night of Chicago is that of %s', (now, date, began) => {
    expect(lastNight(at(now), CHICAGO, '01:00')).toEqual({ date, at: at(began) });
  });

  it('the next night is the one after it', () => {
    expect(nextNight(at('2026-11-12T06:59:59Z'), CHICAGO, '01:00')).toEqual({
      date: '2026-11-12',
      at: at('2026-11-12T07:00:00Z'),
    });
    expect(nextNight(at('2026-11-12T07:00:00Z'), CHICAGO, '01:00').date).toBe('2026-11-13');
  });

  it.each(['25:00', '1am', ''])('%p is no time', (time) => {
    expect(() => lastNight(0, CHICAGO, time)).toThrow(
      expect.objectContaining({ name: 'RangeError' }) as unknown as Error,
    );
  });
});

it('the night of a date is the one that it was when it was the last, and none where the zone had no such date', () => {
  expect(nightInstant('2026-11-12', CHICAGO, '01:00')).toBe(at('2026-11-12T07:00:00Z'));
  expect(nightInstant('2026-03-08', CHICAGO, '02:30')).toBe(at('2026-03-08T08:00:00Z'));
  expect(nightInstant('2011-12-30', 'Pacific/Apia', '01:00')).toBeNull();
});

describe('also across daylight-saving changes', () => {
  it('a time that the clocks skip is run when they have skipped it', () => {
    // Chicago, 2026-03-08: 02:00 becomes 03:00, at 08:00Z.
    expect(lastNight(at('2026-03-08T12:00:00Z'), CHICAGO, '02:30')).toEqual({
      date: '2026-03-08',
      at: at('2026-03-08T08:00:00Z'),
    });
    expect(lastNight(at('2026-03-08T07:59:59Z'), CHICAGO, '02:30').date).toBe('2026-03-07');
  });

  it('a time that comes twice is run the first time only', () => {
    // Chicago, 2026-11-01: 02:00 becomes 01:00, at 07:00Z; 01:30 is at 06:30Z and at 07:30Z.
    const first = { date: '2026-11-01', at: at('2026-11-01T06:30:00Z') };
    expect(lastNight(at('2026-11-01T06:30:00Z'), CHICAGO, '01:30')).toEqual(first);
    expect(lastNight(at('2026-11-01T07:30:00Z'), CHICAGO, '01:30')).toEqual(first);
    expect(nextNight(at('2026-11-01T06:30:00Z'), CHICAGO, '01:30').date).toBe('2026-11-02');
  });

  it('a time that is skipped together with midnight is run at the first instant of the next day', () => {
    // Nuuk, 2024-03-30: 23:00 becomes 00:00 of the 31st, at 01:00Z.
    expect(lastNight(at('2024-03-31T01:00:00Z'), 'America/Nuuk', '23:30')).toEqual({
      date: '2024-03-30',
      at: at('2024-03-31T01:00:00Z'),
    });
  });

  it('clocks set back across midnight do not make yesterday’s night the last one again', () => {
    // St. John's, 2010-11-07: at 00:01 it becomes 23:01 of the 6th, at 02:31Z.
    const began = { date: '2010-11-07', at: at('2010-11-07T02:30:00Z') };
    expect(lastNight(at('2010-11-07T02:30:30Z'), 'America/St_Johns', '00:00')).toEqual(began);
    expect(lastNight(at('2010-11-07T02:45:00Z'), 'America/St_Johns', '00:00')).toEqual(began);
    expect(nextNight(at('2010-11-07T02:45:00Z'), 'America/St_Johns', '00:00').date).toBe('2010-11-08');
  });

  it('a date that a zone never had has no night', () => {
    expect(lastNight(at('2011-12-30T10:30:00Z'), 'Pacific/Apia', '01:00').date).toBe('2011-12-29');
    expect(nextNight(at('2011-12-29T12:00:00Z'), 'Pacific/Apia', '01:00').date).toBe('2011-12-31');
  });
});

const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 30, 59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
/** An hour around a change of the clocks, where there is one, else any instant. */
const anyInterestingInstant = fc
  .tuple(anyInstant, anyZone, fc.integer({ min: -36, max: 36 }))
  .map(([instant, zone, quarters]) => {
    const change = Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('next');
    return { now: (change?.epochMilliseconds ?? instant) + quarters * 900_000, zone };
  });

describe('properties', () => {
  it('the last night has begun, the next has not, and none lies between them', () => {
    fc.assert(
      fc.property(anyInterestingInstant, anyTime, ({ now, zone }, time) => {
        const last = lastNight(now, zone, time);
        const next = nextNight(now, zone, time);
        expect(last.at).toBeLessThanOrEqual(now);
        expect(next.at).toBeGreaterThan(now);
        expect(lastNight(last.at, zone, time)).toEqual(last);
        expect(lastNight(next.at, zone, time)).toEqual(next);
        expect(lastNight(next.at - 1, zone, time)).toEqual(last);
        expect(nextNight(last.at, zone, time)).toEqual(next);
      }),
      { numRuns: 2_000 },
    );
  });

  it('each local date has exactly one night, in order', () => {
    fc.assert(
      fc.property(anyInterestingInstant, anyTime, ({ now, zone }, time) => {
        let night = lastNight(now - 4 * 86_400_000, zone, time);
        for (let count = 0; count < 8; count += 1) {
          const next = nextNight(night.at, zone, time);
          const tomorrow = addDays(night.date, 1);
          const isSkipped = zone === 'Pacific/Apia' && tomorrow === '2011-12-30';
          expect(next.date).toBe(isSkipped ? '2011-12-31' : tomorrow);
          expect(next.at).toBeGreaterThan(night.at);
          night = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the night begins at its local time, or right after the clocks skipped that', () => {
    fc.assert(
      fc.property(anyInterestingInstant, anyTime, ({ now, zone }, time) => {
        const night = lastNight(now, zone, time);
        const local = Temporal.Instant.fromEpochMilliseconds(night.at).toZonedDateTimeISO(zone);
        if (local.toPlainTime().toString({ smallestUnit: 'minute' }) === time) {
          expect(localDate(night.at, zone)).toBe(night.date);
          return;
        }
        const before = local.subtract({ milliseconds: 1 }).toPlainDateTime();
        const wanted = Temporal.PlainDateTime.from(`${night.date}T${time}`);
        expect(Temporal.PlainDateTime.compare(before, wanted)).toBe(-1);
        expect(Temporal.PlainDateTime.compare(wanted, local.toPlainDateTime())).toBe(-1);
      }),
      { numRuns: 2_000 },
    );
  });
});
