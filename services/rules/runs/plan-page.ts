import type { LocalDate, Repair, UnitRecord } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { districtRules } from '../inputs/districts.ts';
import { decide, type EvaluationContext, evaluationContext, THOROUGHLY } from '../inputs/evaluation-context.ts';
import type { RulesContext } from '../rules-context.ts';
import { planUnit, type UnitPlan } from './plan-unit.ts';

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
  const planOptions = { redrive, repair, decideInSync: !inSyncStillStands(facts) };
  const planned = records.map((record) => ({
    record,
    plan: planUnit(record, () => decide(facts, record.otus, record.sis), planOptions),
  }));
  return { facts, units: planned };
}

/**
 * Whether what is planned may go by what is stored of units at rest: they were decided from what is known now. Of a repair, which looks at
 * what is in sync, none is at rest.
 */
export async function restStands(
  { staff }: Pick<RulesContext, 'staff'>,
  district: DistrictRecord,
  repair: Repair | null,
): Promise<boolean> {
  if (repair !== null) return false;
  const list = await staff.get(district.settings.districtId, THOROUGHLY.staffMaxAgeMs);
  return inSyncStillStands({ district, staff: list, rules: districtRules(district) });
}

/** Units in sync were decided with the settings and staff of now, and the date alone changes nothing for them. */
function inSyncStillStands({
  district,
  staff,
  rules,
}: Pick<EvaluationContext, 'district' | 'staff' | 'rules'>): boolean {
  const { evaluatedWith, version } = district;
  if (evaluatedWith === null || rules.pastDueAsZero) return false;
  return evaluatedWith.settingsVersion === version && evaluatedWith.staffRevision === staff.revision;
}
