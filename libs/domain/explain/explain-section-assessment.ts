import type { UnitRecord } from '../deliver/unit-record.ts';
import type { UnitExplanation } from './unit-explanation.ts';

export function explainSectionAssessment(_record: UnitRecord): UnitExplanation {
  throw new Error('not written yet');
}
