import type { EpochMs, ReasonCode } from '@passback/domain';

/** One delivery attempt of one unit: what was asked and what PowerSchool answered. Ids, counts and its words; no points. */
export interface AttemptRecord {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly runId: string | null;
  readonly attempt: number;
  readonly revision: number;
  readonly at: EpochMs;
  readonly durationMs: number;
  readonly effect: 'create' | 'update' | 'scoresOnly' | 'none';
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly status: number | null;
    readonly durationMs: number;
  }[];
  readonly outcome: 'done' | 'failed';
  readonly code: ReasonCode | null;
  readonly message: string;
  readonly scores: { readonly sent: number; readonly kept: number; readonly refused: number };
  readonly traceId: string | null;
}

export interface AttemptStore {
  /** At most 1,000 a call. Those that nothing prunes go by themselves `attemptRetentionDays` after they were stored. */
  append(attempts: readonly AttemptRecord[]): Promise<void>;
  /** Newest first. `limit` at most 100. */
  list(districtId: string, sectionAssessmentId: string, limit: number): Promise<AttemptRecord[]>;
  /** Removes those before `before`; how many went. */
  prune(before: EpochMs): Promise<number>;
}
