import type { DistrictRules, EvaluationFacts, ReasonCode, SectionAssessment } from '@passback/domain';
import { TEACHER, UNLINKED } from '../../../libs/domain/testing/given.ts';

/** What makes a rule hold a whole unit: what Otus says of it, what the staff feed and the calendar say, or the district's settings. */
export interface Hold {
  readonly snapshot?: Partial<SectionAssessment>;
  readonly facts?: Partial<Pick<EvaluationFacts, 'assigner' | 'gradingPeriod'>>;
  readonly rules?: Partial<DistrictRules>;
}

const NOBODY = { ...TEACHER, inPassbackGroup: false };

/** Every rule that holds a unit by what is known in Otus (docs/passback-rules.md §1), and what makes it. */
export const HOLDS = {
  ASSIGNER_NOT_IN_GROUP: { facts: { assigner: NOBODY } },
  ASSIGNER_NOT_IN_SIS: { facts: { assigner: { ...NOBODY, role: 'admin', sisUserId: null, inPassbackGroup: true } } },
  NOT_POINTS_SCALE: { snapshot: { gradingScale: 'standards' } },
  NOT_IN_FINAL_GRADE: { snapshot: { includeInFinalGrade: false } },
  TOTAL_NOT_WHOLE: { snapshot: { totalPoints: 30.5 } },
  TOTAL_OUT_OF_RANGE: { snapshot: { totalPoints: 0 } },
  DUE_DATE_OUTSIDE_PERIOD: { snapshot: { dueDate: '2026-09-01' } },
  NO_CURRENT_GRADING_PERIOD: { facts: { gradingPeriod: { kind: 'none' } } },
  GRADING_PERIOD_UNKNOWN: { facts: { gradingPeriod: { kind: 'unknown' } } },
  CATEGORY_NOT_MAPPED: { snapshot: { assessmentType: 'Homework' } },
  BEFORE_EFFECTIVE_DATE: { rules: { effectiveDate: '2026-11-19' } },
  SECTION_NOT_LINKED: { snapshot: { section: UNLINKED } },
  WITHDRAWN: { snapshot: { withdrawn: true } },
  NO_SUBMISSION_DATE: { snapshot: { kind: 'plus', submissionDate: null, dueDate: null } },
  DISTRICT_PAUSED: { rules: { paused: true } },
} as const satisfies Partial<Record<ReasonCode, Hold>>;

export type HoldRule = keyof typeof HOLDS;
export const HOLD_RULES = Object.keys(HOLDS) as HoldRule[];
