import type { RulesContext } from '../rules-context.ts';
import { ATTRIBUTES, METRICS, measure } from '@passback/telemetry';
import type { DistrictRecord, RunRecord } from '@passback/ledger';

/** A district's people are at work from then on: a night that is not finished by then is late. */
const MORNING = '05:00';
const SECOND_MS = 1_000;

/** How far past the morning of its own date a night's run is, in milliseconds; 0 before that. Pure. */
export function latenessMs({ date }: Pick<RunRecord, 'date'>, timeZone: string, now: number): number {
  const morning = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: MORNING });
  return Math.max(0, now - morning.epochMilliseconds);
}

/** Records how late the nights are that are not finished; all others are not. */
export function measureNights(
  { clock }: Pick<RulesContext, 'clock'>,
  districts: readonly DistrictRecord[],
  unfinished: readonly RunRecord[],
): void {
  const nights = new Map(unfinished.filter(({ kind }) => kind === 'night').map((run) => [run.districtId, run]));
  for (const { settings } of districts) {
    const night = nights.get(settings.districtId);
    const lateMs = night === undefined ? 0 : latenessMs(night, settings.timeZone, clock.now());
    measure(METRICS.nightLateness, lateMs / SECOND_MS, { [ATTRIBUTES.district]: settings.districtId });
  }
}
