import type { AttemptStore } from './attempts.ts';
import type { GradingPeriodCache } from './grading-periods.ts';
import type { AuditStore } from './audit.ts';
import type { DistrictStore, StaffStore } from './districts.ts';
import type { DistrictDataStore } from './district-data.ts';
import type { LaneStore } from './lanes.ts';
import type { LetterMarkStore } from './letter-marks.ts';
import type { NotificationStore } from './notifications.ts';
import type { PaceStore } from './paces.ts';
import type { RunStore } from './runs.ts';
import type { SectionAssessmentStore } from './section-assessments.ts';
import type { SessionStore } from './sessions.ts';
import type { TokenUseStore } from './token-uses.ts';

export type LedgerErrorCode = 'UNAVAILABLE' | 'INVALID_CURSOR' | 'VERSION_CONFLICT' | 'LIMIT_EXCEEDED' | 'INVALID_URL';

/** What a ledger operation throws; `UNAVAILABLE` may be tried again, the others may not. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LedgerError';
    this.code = code;
  }
}

/** The one place where state is kept. Adapters: SQLite, MongoDB. Both keep `contract/`. */
export interface Ledger {
  readonly sectionAssessments: SectionAssessmentStore;
  readonly attempts: AttemptStore;
  readonly runs: RunStore;
  readonly lanes: LaneStore;
  readonly paces: PaceStore;
  readonly districts: DistrictStore;
  readonly staff: StaffStore;
  readonly gradingPeriods: GradingPeriodCache;
  readonly audit: AuditStore;
  readonly tokenUses: TokenUseStore;
  readonly sessions: SessionStore;
  readonly letterMarks: LetterMarkStore;
  readonly notifications: NotificationStore;
  readonly districtData: DistrictDataStore;
  /** Throws `LedgerError` `UNAVAILABLE` when the ledger cannot be reached within 2 s. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** `sqlite:<file>`, `sqlite::memory:` or `mongodb://host:port/database`. */
  readonly url: string;
  /** The URL as it is now, for one that is replaced while the process runs: with another password, for example. */
  readonly currentUrl?: () => string;
  /** Days after which attempts go by themselves where nothing removes them before; 3,650 where nothing is said. */
  readonly attemptRetentionDays?: number;
  /** For tests: what leases and paces are counted by instead of the ledger's own clock, in milliseconds since the epoch. */
  readonly leaseClock?: () => number;
}
