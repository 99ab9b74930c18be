import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { UnitKey, WriteResult } from '../port/section-assessments.ts';

/** A text that is one-to-one with the unit, whatever characters its ids hold: the district's own colons are escaped. */
export function unitKey(districtId: string, sectionAssessmentId: string): string {
  return `${escapeColons(districtId)}:${sectionAssessmentId}`;
}

/** The percent sign is escaped too, so that no two ids escape to the same text. */
export function escapeColons(id: string): string {
  return /[%:]/.test(id) ? id.replaceAll('%', '%25').replaceAll(':', '%3A') : id;
}

/**
 * Splits off writes to a unit that an earlier write of the same batch writes as well. Both were made from one version,
 * so only the first can hold; in an unordered bulk write the order would be left to chance.
 */
export function firstOfEachUnit<W extends UnitKey>(writes: readonly W[]): { firsts: readonly W[]; repeated: W[] } {
  checkLimit('writes of one batch', writes.length, LEDGER_LIMITS.unitsPerWrite);
  const keys = new Set<string>();
  const repeated: W[] = [];
  const firsts = writes.filter((write) => {
    const before = keys.size;
    const isFirst = keys.add(unitKey(write.districtId, write.sectionAssessmentId)).size > before;
    if (!isFirst) repeated.push(write);
    return isFirst;
  });
  return { firsts, repeated };
}

/** What a batch comes to of which these writes lost. */
export function conflictsOf(...writes: readonly UnitKey[]): WriteResult {
  return { conflicts: writes.map(({ districtId, sectionAssessmentId }) => ({ districtId, sectionAssessmentId })) };
}
