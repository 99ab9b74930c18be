import type { Decision } from '../decide/decision.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import type { Effect } from './effect.ts';
import type { SisState } from './sis-state.ts';

export interface DiffInput {
  readonly snapshot: SectionAssessment;
  readonly decision: Decision;
  readonly sis: SisState;
}

export interface DiffOptions {
  /** Also makes again what was deleted in PowerSchool, and tries refused scores again. */
  readonly redrive: boolean;
  /** Tries scores again that PowerSchool refused with these same points: once a night, not at every look. */
  readonly retryRefused: boolean;
}

export function diffGradebook(_input: DiffInput, _options: DiffOptions): Effect {
  throw new Error('not written yet');
}
