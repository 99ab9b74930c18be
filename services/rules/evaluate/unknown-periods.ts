import type { UnitRecord } from '@passback/domain';
import type { RulesContext } from '../rules-context.ts';

/** Whether a unit is held because its grading period could not be had: ours to mend, and not the teacher's. */
export function hasUnknownPeriod({ summary }: UnitRecord): boolean {
  return summary.reasons.includes('GRADING_PERIOD_UNKNOWN');
}

/** Whether the district has such units. */
export async function hasUnknownPeriods({ ledger }: RulesContext, districtId: string): Promise<boolean> {
  const page = await ledger.sectionAssessments.list(districtId, { reason: 'GRADING_PERIOD_UNKNOWN' }, { limit: 1 });
  return page.items.length > 0;
}
