import { addDays, type LocalDate } from '@passback/domain';
import { type DistrictSettings, type RunRecord, scanUnits } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { NotificationsContext } from '../notifications-context.ts';
import type { WeeklySummary } from '../plan/briefing.ts';
import { reasonsOf } from '../plan/conditions.ts';
import { type StuckCounts, StuckUnits, type TeacherItem } from '../plan/stuck-counts.ts';

/** What a district's units come to. */
export interface UnitFacts {
  readonly stuck: StuckCounts;
  readonly items: readonly TeacherItem[];
}

/** Items kept of one district: beyond them something is the matter that is not the teachers'. */
const MAX_ITEMS = 20_000;

/** Goes through all units of a district, page by page; tenths of a second for each ten thousand. */
export async function gatherUnits(
  { ledger }: Pick<NotificationsContext, 'ledger'>,
  districtId: string,
): Promise<UnitFacts> {
  const stuck = new StuckUnits();
  const items: TeacherItem[] = [];
  const { unitsPerPage: unitsAPage } = LIMITS;
  for await (const page of scanUnits(ledger.sectionAssessments, districtId, { unitsAPage })) {
    for (const record of page) {
      const item = stuck.add(record);
      if (item !== null && items.length < MAX_ITEMS) items.push(item);
    }
  }
  return { stuck, items };
}

/** What the seven nights up to that of `date` came to. */
export async function gatherWeek(
  { ledger }: Pick<NotificationsContext, 'ledger'>,
  { districtId }: Pick<DistrictSettings, 'districtId'>,
  date: LocalDate,
  stuck: StuckCounts,
): Promise<WeeklySummary> {
  const from = addDays(date, -6);
  const runs = await ledger.runs.list(districtId, LIMITS.runsPerWeek);
  const week = runs.filter((run) => from <= run.date && run.date <= date && run.state === 'finished');
  const sum = (of: (run: RunRecord) => number): number => week.reduce((total, run) => total + of(run), 0);
  return {
    ...{ from, to: date, nights: week.filter(({ kind }) => kind === 'night').length },
    sent: sum(({ scores }) => scores.sent),
    kept: week.find(({ kind }) => kind === 'night')?.scores.kept ?? 0,
    ...{ heldUnits: stuck.units, reasons: reasonsOf(stuck) },
  };
}
