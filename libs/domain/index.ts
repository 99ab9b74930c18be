export type {
  AssessmentKind,
  Completion,
  EpochMs,
  GradingScale,
  InstantText,
  LocalDate,
  Score,
  ScoreStatus,
  Section,
  SectionAssessment,
} from './facts/section-assessment.ts';
export type { DistrictRules, GradingPeriod, GradingPeriodAnswer, StaffMember, StaffRole } from './facts/district.ts';
export { REASON_CODES, type Reason, type ReasonCode } from './reasons/reason-codes.ts';
export type { Decision, DesiredAssignment, ScoreDecision } from './decide/decision.ts';
export {
  type AssignmentRef,
  NOTHING_IN_SIS,
  type SisState,
  type WrittenAssignment,
  type WrittenScore,
} from './deliver/sis-state.ts';
export {
  type DeliveryFailure,
  type DeliveryState,
  type FailureClass,
  NO_DELIVERY,
  type ScoreTally,
} from './deliver/delivery-state.ts';
export type { Effect, ScoreWrite } from './deliver/effect.ts';
export {
  type DecisionPart,
  type OtusPart,
  type ScoreState,
  UNIT_STATES,
  type UnitRecord,
  type UnitState,
  type UnitSummary,
} from './deliver/unit-record.ts';
