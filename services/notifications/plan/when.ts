import { addDays, lastNight, type Night, nightInstant } from '@passback/domain';
import { type DistrictSettings, type NotificationSettings, type RunRecord, WEEKDAYS } from '@passback/ledger';
import type { NightStanding } from './conditions.ts';

type Zone = Pick<DistrictSettings, 'timeZone' | 'nightlyRunAt'>;

/** Whether nothing is sent at `now`: in the district's quiet hours, or on one of its quiet days. Pure. */
export function isQuiet(
  now: number,
  timeZone: string,
  { quietHours, quietDays }: Pick<NotificationSettings, 'quietHours' | 'quietDays'>,
): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const day = WEEKDAYS[local.dayOfWeek - 1];
  if (day !== undefined && quietDays.includes(day)) return true;
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** The night that is to be told of at `now`; null where the district was not there yet when it began. */
export function nightToTell(now: number, zone: Zone, createdAt: number): Night | null {
  const night = lastNight(now, zone.timeZone, zone.nightlyRunAt);
  return night.at <= createdAt ? null : night;
}

/** When a night has to be finished: at the first morning after it began. */
export function morningAfter({ date, at }: Night, timeZone: string, morningBy: string): number {
  const same = nightInstant(date, timeZone, morningBy);
  if (same !== null && same > at) return same;
  return nightInstant(addDays(date, 1), timeZone, morningBy) ?? at;
}

/** How a night stands, once it can be told; null as long as it may still go well. `run`: the night's own; null where it did not begin. */
export function standingOf(run: Pick<RunRecord, 'state'> | null, isMorning: boolean): NightStanding | null {
  if (run?.state === 'finished') return 'finished';
  if (!isMorning) return null;
  return run === null || run.state === 'blocked' ? 'failed' : 'late';
}

/** When a message about a night is not worth sending any more: a day after it was decided. */
export const WORTH_SENDING_MS = 24 * 60 * 60 * 1_000;
