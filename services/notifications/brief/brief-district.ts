import type { LocalDate } from '@passback/domain';
import type { BriefingRecord, DistrictRecord } from '@passback/ledger';
import { NOBODY_TOLD, type NotificationsContext } from '../notifications-context.ts';
import { type Briefing, briefingOf } from '../plan/briefing.ts';
import { conditionsOf, type NightStanding, reasonsOf } from '../plan/conditions.ts';
import { isQuiet, morningAfter, nightToTell, standingOf } from '../plan/when.ts';
import { gatherUnits, gatherWeek, type UnitFacts } from './gather-facts.ts';
import { planMessages } from './plan-messages.ts';

/** A night that can be told of, and how it stands. */
interface NightToTell {
  readonly date: LocalDate;
  readonly standing: NightStanding;
}

/**
 * Tells of a district's night, once it can be told and nobody is to have their quiet: decides what is told, stores that, and plans a message
 * for each recipient. What was begun before and not ended is ended first. Gives the date that is told of by now; null where none is.
 */
export async function briefDistrict(
  context: NotificationsContext,
  district: DistrictRecord,
): Promise<LocalDate | null> {
  const { ledger, clock } = context;
  const { settings } = district;
  const { districtId, notifications: how = NOBODY_TOLD } = settings;
  const last = await ledger.notifications.lastBriefing(districtId);
  if (last !== null && !last.isPlanned)
    await planMessages(context, settings, last, await gatherUnits(context, districtId));
  if (settings.paused || isQuiet(clock.now(), settings.timeZone, how)) return last?.date ?? null;
  const night = await nightNow(context, district);
  if (night === null || (last !== null && last.date >= night.date)) return last?.date ?? null;
  const units = await gatherUnits(context, districtId);
  const briefing = await decide(context, district, { night, last, units });
  await planMessages(context, settings, briefing, units);
  context.logger.info({ district: districtId, date: briefing.date, night: night.standing }, 'a night is told of');
  return briefing.date;
}

async function nightNow(context: NotificationsContext, district: DistrictRecord): Promise<NightToTell | null> {
  const { ledger, clock } = context;
  const { settings, createdAt } = district;
  if (context.tellsOfAnyRun) {
    const runs = await ledger.runs.list(settings.districtId, 1);
    const [run] = runs.filter(({ state, kind }) => state === 'finished' && kind !== 'redrive');
    return run === undefined ? null : { date: run.date, standing: 'finished' };
  }
  const night = nightToTell(clock.now(), settings, createdAt);
  if (night === null) return null;
  const run = await ledger.runs.get(settings.districtId, `night-${night.date}`);
  const { morningBy } = settings.notifications ?? NOBODY_TOLD;
  const isMorning = clock.now() >= morningAfter(night, settings.timeZone, morningBy);
  const standing = standingOf(run, isMorning);
  return standing === null ? null : { date: night.date, standing };
}

async function decide(
  context: NotificationsContext,
  { settings }: DistrictRecord,
  { night, last, units }: { night: NightToTell; last: BriefingRecord | null; units: UnitFacts },
): Promise<BriefingRecord> {
  const { ledger, clock } = context;
  const { districtId } = settings;
  const circuit = (await ledger.lanes.get(districtId))?.circuit ?? null;
  const { stuck } = units;
  const content = briefingOf((last?.content ?? null) as Briefing | null, {
    date: night.date,
    previous: last?.date ?? null,
    conditions: conditionsOf({ night: night.standing, circuit, stuck }),
    reasons: reasonsOf(stuck),
    weekly: await gatherWeek(context, settings, night.date, stuck),
  });
  const { date } = night;
  return ledger.notifications.brief({ districtId, date, at: clock.now(), content, isPlanned: false });
}
