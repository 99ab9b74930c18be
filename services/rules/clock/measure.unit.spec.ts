import { expect, it } from '@jest/globals';
import { latenessMs } from './measure.ts';

it.each([
  ['before the morning', '2026-11-03T10:59:59Z', 0],
  ['a minute into it', '2026-11-03T11:01:00Z', 60_000],
  ['the next day', '2026-11-04T11:00:00Z', 86_400_000],
])('a night that is not finished %s is late by as much', (_what, now, late) => {
  expect(latenessMs({ date: '2026-11-03' }, 'America/Chicago', Date.parse(now))).toBe(late);
});
