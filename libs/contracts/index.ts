export { protoDescriptors } from './descriptors.ts';
export { MAX_MESSAGE_BYTES, MAX_STAFF_BYTES, topics, type TopicDefinition } from './topics/catalogue.ts';
export { unitKey } from './topics/keys.ts';
export {
  fingerprintOfKnownValues,
  InvalidMessageError,
  snapshotFromMessage,
  staffMemberFromMessage,
  UnknownValueError,
} from './topics/snapshot-mapping.ts';
export { SectionAssessmentChanged } from './generated/passback/events/v1/section_assessments.ts';
export { StaffChanged } from './generated/passback/events/v1/staff.ts';
export { DeliveryOutcome, DeliveryRequested } from './generated/passback/events/v1/deliveries.ts';
export { RunEvent } from './generated/passback/events/v1/runs.ts';
export {
  GradingPeriodsServiceClient,
  type GradingPeriodsServiceServer,
  GradingPeriodsServiceService,
  type ResolveGradingPeriodResponse,
} from './generated/passback/gradingperiods/v1/grading_periods.ts';
export {
  type PreviewRequest,
  type DeadLetter,
  type DismissDeadLettersResponse,
  type ReplayDeadLettersResponse,
  type DeadLetterResult,
  type LagResponse,
  type ListDeadLettersResponse,
  type PreviewResponse,
  RulesServiceClient,
  type RedriveRequest,
  type RulesServiceServer,
  RulesServiceService,
} from './generated/passback/rules/v1/rules.ts';
export {
  type CheckConnectionResponse,
  DeliveryServiceClient,
  type DeliveryServiceServer,
  DeliveryServiceService,
  type LanesResponse,
  type ReconcileResponse,
  type StudentNamesResponse,
} from './generated/passback/delivery/v1/delivery.ts';
