import type { FailureClass } from './delivery-state.ts';

/** What a failure of one attempt does to the unit's place in the queue. */
export type NextStep =
  /** Again within this run, until the attempts are used up; then the next one. */
  | 'backOff'
  /** Again when PowerSchool said, for as long as it takes. */
  | 'wait'
  /** Stays due as it was; the lane's circuit says when. */
  | 'stayDue'
  /** Not again before a run asks for it: the next night, or one that a person starts. */
  | 'giveUp';

/** Failure class → what follows, and whether the attempt counts. What is of which class: `libs/powerschool/failures/failure-table.ts`. */
export const FAILURE_POLICY: Readonly<Record<FailureClass, { readonly next: NextStep; readonly counts: boolean }>> = {
  transient: { next: 'backOff', counts: true },
  throttled: { next: 'wait', counts: false },
  unit: { next: 'giveUp', counts: true },
  deleted: { next: 'giveUp', counts: true },
  district: { next: 'stayDue', counts: false },
  interrupted: { next: 'stayDue', counts: false },
};

export interface RetryPolicy {
  /** Longest wait before attempt 2, 3, …; the last one for all that follow. The wait is drawn between 0 and it (full jitter). */
  readonly delaysMs: readonly number[];
  /** Attempts of one run; then the unit waits for the next night. */
  readonly maxAttempts: number;
  /** Wait after a throttle that outlasted the transport's own patience and named no time. */
  readonly throttledDelayMs: number;
  /**
   * How long after a create whose reply was lost another one may be made, in timeouts of the district. A server that is that far
   * behind refuses new requests before it gets round to the old one.
   */
  readonly createQuietTimeouts: number;
}

/** Six attempts within a quarter of an hour: a restart of PowerSchool fits in, a broken night does not burn calls. */
export const RETRY_POLICY: RetryPolicy = {
  delaysMs: [1_000, 5_000, 30_000, 120_000, 600_000],
  maxAttempts: 6,
  throttledDelayMs: 30_000,
  createQuietTimeouts: 2,
};

/**
 * When the next attempt may be made, `attempt` (from 1) having failed transiently; null when the attempts are used up.
 * `jitter` is drawn from [0, 1). A time that PowerSchool asked for is kept to as a least one.
 */
export function nextAttemptInMs(
  policy: RetryPolicy,
  attempt: number,
  jitter: number,
  retryAfterMs: number | null,
): number | null {
  if (attempt >= policy.maxAttempts) return null;
  const longest = policy.delaysMs[Math.min(attempt, policy.delaysMs.length) - 1] ?? 0;
  return Math.max(Math.round(longest * jitter), retryAfterMs ?? 0);
}
