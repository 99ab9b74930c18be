export { openLedger } from './open-ledger.ts';
export type { AttemptRecord } from './port/attempts.ts';
export {
  AUDIT_COMMANDS,
  type AuditChange,
  type AuditCommand,
  type AuditedCommand,
  type AuditEntry,
  type AuditOutcome,
  type AuditValue,
} from './port/audit.ts';
export type { CachedGradingPeriods, CachedTerm, GradingPeriodCache } from './port/grading-periods.ts';
export { DISTRICT_DATA, type DistrictData, type DistrictDataStore } from './port/district-data.ts';
export type {
  DistrictRecord,
  DistrictSettings,
  DistrictStore,
  DistrictToken,
  FileMemory,
  NotificationSettings,
  NotificationWebhook,
  StaffRecord,
  StaffRefusal,
  StaffStore,
} from './port/districts.ts';
export { WEEKDAYS } from './port/districts.ts';
export { type Circuit, CLOSED_CIRCUIT, type Lane, type LaneStore } from './port/lanes.ts';
export type { LetterMark } from './port/letter-marks.ts';
export {
  type BriefingRecord,
  NOTIFICATION_STATES,
  type NotificationEnd,
  type NotificationRecipient,
  type NotificationRecord,
  type NotificationState,
  type NotificationStore,
  type PlannedNotification,
  type SilencedAddress,
} from './port/notifications.ts';
export { LEDGER_LIMITS } from './port/limits.ts';
export { type Ledger, LedgerError } from './port/ledger.ts';
export { fileMemory, isAsFileSays, remembered, SECRET_SETTING, settingValues } from './shared/file-memory.ts';
export { allOf, scanUnits } from './shared/pages.ts';
export { runSoFar } from './port/run-so-far.ts';
export type { RunKind, RunRecord, RunState, RunUnits } from './port/runs.ts';
export type {
  DueDistrict,
  EvaluationWrite,
  ListFilter,
  PassOver,
  OutcomeWrite,
  Page,
  ReasonHit,
  RunProgress,
  SectionAssessmentStore,
  UnitKey,
  WriteResult,
  WaitingDistrict,
} from './port/section-assessments.ts';
export type { SessionActing, SessionGrant, SessionRecord, SessionRenewal, SessionStore } from './port/sessions.ts';
export type { TokenUse, TokenUseStore } from './port/token-uses.ts';
