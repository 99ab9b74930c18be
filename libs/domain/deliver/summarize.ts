import type { Decision } from '../decide/decision.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { DeliveryState } from './delivery-state.ts';
import type { SisState } from './sis-state.ts';
import type { UnitSummary } from './unit-record.ts';

export interface SummaryParts {
  readonly snapshot: SectionAssessment;
  readonly decision: Decision;
  readonly sis: SisState;
  readonly delivery: DeliveryState;
  /** `summary.causes` of the record before this write; empty for a new one. */
  readonly previousCauses: readonly ReasonCode[];
}

export function summarize(_parts: SummaryParts): UnitSummary {
  throw new Error('not written yet');
}
