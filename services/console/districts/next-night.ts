import { nextNight } from '@passback/domain';
import type { DistrictSettings } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';
import { Instant, Nullable } from '../http/schemas.ts';

export const NextNight = Nullable(
  Instant,
  'When the next night of the district begins, in UTC; null while it is paused',
);

/** The first night that begins after `now` (milliseconds since the epoch), as ISO 8601; null while the district is paused. */
export function nextNightAt(
  { paused, timeZone, nightlyRunAt }: Pick<DistrictSettings, 'paused' | 'timeZone' | 'nightlyRunAt'>,
  now: number,
): string | null {
  return paused ? null : isoOf(nextNight(now, timeZone, nightlyRunAt).at);
}
