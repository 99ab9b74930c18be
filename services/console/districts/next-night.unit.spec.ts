import { expect, it } from '@jest/globals';
import { nextNightAt } from './next-night.ts';

const SETTINGS = { paused: false, timeZone: 'America/Chicago', nightlyRunAt: '01:00' };

it('is the next time of the district’s zone, also when the clocks are set back meanwhile', () => {
  expect(nextNightAt(SETTINGS, Date.parse('2026-11-12T06:59:59Z'))).toBe('2026-11-12T07:00:00.000Z');
  expect(nextNightAt(SETTINGS, Date.parse('2026-10-31T06:00:00Z'))).toBe('2026-11-01T06:00:00.000Z');
  expect(nextNightAt(SETTINGS, Date.parse('2026-11-01T06:00:00Z'))).toBe('2026-11-02T07:00:00.000Z');
});

it('is none while the district is paused', () => {
  expect(nextNightAt({ ...SETTINGS, paused: true }, 0)).toBeNull();
});
