import type { LocalDate, Repair, UnitRecord } from '@passback/domain';
import type { DistrictRecord, PassOver } from '@passback/ledger';
import { decide, type EvaluationContext, evaluationContext, THOROUGHLY } from '../inputs/evaluation-context.ts';
import type { StaffList } from '../inputs/staff-lists.ts';
import type { RulesContext } from '../rules-context.ts';
import { planUnit, type UnitPlan } from './plan-unit.ts';
import { isSelected, type Selection, type UnitPage, unitPage } from './unit-pages.ts';

export interface PlannedUnit {
  readonly record: UnitRecord;
  readonly plan: UnitPlan;
}

export interface PlannedPage {
  readonly facts: EvaluationContext;
  readonly units: readonly PlannedUnit[];
}

/**
 * What a run would do to these units of the district, decided from what is known now: the one code of runs, redrives and
 * previews. Writes nothing. `date`: left out, the district's date now.
 */
export async function planPage(
  context: Pick<RulesContext, 'staff' | 'gradingPeriods' | 'clock'>,
  district: DistrictRecord,
  records: readonly UnitRecord[],
  options: { readonly redrive: boolean; readonly repair?: Repair | null; readonly date?: LocalDate },
): Promise<PlannedPage> {
  const units = records.map(({ otus }) => ({ snapshot: otus.snapshot, cause: null }));
  const facts = await evaluationContext(context, district, units, {
    ...THOROUGHLY,
    ...(options.date === undefined ? {} : { date: options.date }),
  });
  const { redrive, repair = null } = options;
  const planOptions = { redrive, repair, decideInSync: !stillStands(district, facts.staff) };
  const planned = records.map((record) => ({
    record,
    plan: planUnit(record, () => decide(facts, record.otus, record.sis), planOptions),
  }));
  return { facts, units: planned };
}

/**
 * The next page of what a run is about. `passOver`: which units at rest need not be read where what they were decided from is what is known
 * now; null: all are. Those that are named are, and all where a repair looks at what is in sync.
 */
export async function pageToPlan(
  { ledger, staff }: Pick<RulesContext, 'ledger' | 'staff'>,
  district: DistrictRecord,
  { selection, cursor }: { readonly selection: Selection; readonly cursor: string | null },
  passOver: PassOver | null,
): Promise<UnitPage> {
  const { districtId } = district.settings;
  const { sectionAssessmentIds = [], repair = null } = selection ?? {};
  const readsAll = passOver === null || sectionAssessmentIds.length > 0 || repair !== null;
  const isRested = !readsAll && stillStands(district, await staff.get(districtId, THOROUGHLY.staffMaxAgeMs));
  return unitPage(ledger, districtId, selection, cursor, isRested ? passOver : null);
}

/** What is to be counted of a page, and where the next one begins. */
export interface CountedPage {
  readonly units: readonly PlannedUnit[];
  readonly atRest: number;
  readonly cursor: string | null;
}

/** Plans the next page to be counted alone. All of it is read where what it is decided from changed meanwhile. */
export async function countPage(
  context: Pick<RulesContext, 'ledger' | 'staff' | 'gradingPeriods' | 'clock'>,
  district: DistrictRecord,
  stretch: Parameters<typeof pageToPlan>[2] & { readonly readsAll: boolean },
  options: Parameters<typeof planPage>[3],
): Promise<CountedPage> {
  const passOver = stretch.readsAll ? null : { runId: null, unseen: null };
  const { records, atRest, cursor } = await pageToPlan(context, district, stretch, passOver);
  const selected = records.filter((record) => isSelected(record, stretch.selection));
  const { facts, units } = await planPage(context, district, selected, options);
  if (atRest === 0 || stillStands(district, facts.staff)) return { units, atRest, cursor };
  return countPage(context, district, { ...stretch, readsAll: true }, options);
}

/** Units in sync were decided with the settings and staff of now, and the date alone changes nothing for them. */
function stillStands({ evaluatedWith, version, settings }: DistrictRecord, staff: StaffList): boolean {
  if (evaluatedWith === null || settings.pastDueAsZero) return false;
  return evaluatedWith.settingsVersion === version && evaluatedWith.staffRevision === staff.revision;
}
