export {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  COMPLETIONS,
  type EpochMs,
  GRADING_SCALES,
  type LocalDate,
  type Score,
  SCORE_STATUSES,
  type ScoreStatus,
  type Section,
  type SectionAssessment,
} from './facts/section-assessment.ts';
export { MAX_RECORD_BYTES, scoresWithinRecord } from './facts/unit-size.ts';
export type { UnreadRevision } from './facts/unread-revision.ts';
export { isImplausibleShrink } from './facts/staff-shrink.ts';
export {
  type DistrictRules,
  type GradingPeriod,
  type GradingPeriodAnswer,
  type SchoolTerm,
  STAFF_ROLES,
  type StaffMember,
  type TermSettings,
} from './facts/district.ts';
export { REASON_CODES, type Reason, type ReasonCode } from './reasons/reason-codes.ts';
export type { Decision, ScoreDecision } from './decide/decision.ts';
export {
  type AssignmentRef,
  NOTHING_IN_SIS,
  type SisFields,
  type SisState,
  type WrittenAssignment,
  type WrittenScore,
} from './deliver/sis-state.ts';
export { type CellSight, type CellVerdict, decideCell, EMPTY_CELL } from './deliver/decide-cell.ts';
export { driftBetween } from './deliver/drift.ts';
export { assignmentStanding } from './deliver/assignment-standing.ts';
export { decideFields, type FieldName, type FieldVerdicts } from './deliver/decide-fields.ts';
export {
  allRestored,
  cellHolderIn,
  inSection,
  isCheckedSince,
  isTypeChanged,
  keepNewDoubts,
  markDoubt,
  presumedSis,
  sisUnder,
  withLostWrites,
} from './deliver/doubt.ts';
export {
  type AttemptEnd,
  type AttemptFailure,
  claimUnit,
  effectOfAttempt,
  type DeliveryRequest,
  requestDelivery,
  settleDelivery,
} from './deliver/delivery-steps.ts';
export { RETRY_POLICY, type RetryPolicy } from './deliver/failure-policy.ts';
export { judgedCell, refusedCell, sentCell, settledFields } from './deliver/cell-steps.ts';
export { type CellComparison, type CellDrift, compareCells } from './deliver/compare-cells.ts';
export {
  type CarriedWrites,
  type DeliveryFailure,
  type DeliveryState,
  type FailureClass,
  NO_DELIVERY,
  type Repair,
  type ScoreTally,
} from './deliver/delivery-state.ts';
export type { Effect, ScoreWrite } from './deliver/effect.ts';
export {
  AT_REST,
  type DecisionPart,
  type OtusPart,
  PLANNED_AS,
  SCORE_STATES,
  type ScoreState,
  UNIT_STATES,
  type UnitRecord,
  type UnitState,
  type UnitHits,
  type UnitSummary,
} from './deliver/unit-record.ts';
export { addDays, isLocalDate, localDate } from './dates/local-date.ts';
export { titleCarriesIdentifier } from './decide/sis-title.ts';
export { currentGradingPeriod, gradingPeriodOn, periodOn, schoolYearsAround } from './decide/grading-period.ts';
export { postedPeriods } from './decide/posted-periods.ts';
export { evaluateSectionAssessment } from './decide/evaluate-section-assessment.ts';
export type { EvaluationFacts } from './decide/evaluation-facts.ts';
export { diffGradebook } from './deliver/diff-gradebook.ts';
export { roundPoints } from './facts/points.ts';
export { summarize, unitCodes } from './deliver/summarize.ts';
export { tallyUnit, type UnitTally } from './deliver/tally-unit.ts';
export { type IdRefusal, OWN_REFUSALS } from './reasons/own-refusals.ts';
export { DEFAULT_LANGUAGE, type Language, LANGUAGES } from './reasons/language.ts';
export { type DescribedReason, describeReason, REASON_CATALOGUE } from './reasons/describe-reason.ts';
export type { ReasonOwner } from './reasons/reason-words.ts';
export { leftBehindId } from './explain/explain-score.ts';
export { explainSectionAssessment } from './explain/explain-section-assessment.ts';
export { type ScoreStateOf, scoreStates } from './explain/score-states.ts';
export type { ExplainedScore, UnitExplanation } from './explain/unit-explanation.ts';
export { lastNight, nextNight, nightInstant, type Night } from './nights/nights.ts';
