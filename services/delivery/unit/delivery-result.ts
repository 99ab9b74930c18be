import type { Effect, EpochMs, FailureClass, ReasonCode, SisState } from '@passback/domain';

/** Why an attempt failed, in PowerSchool's own words. */
export interface AttemptFailure {
  readonly class: FailureClass;
  readonly code: ReasonCode;
  readonly message: string;
  readonly retryAfterMs: number | null;
  /** True where it was this program that failed: that says nothing about PowerSchool. */
  readonly isOurs: boolean;
}

/** What one attempt did to one unit, whether it ended well or not: all that is known to be in PowerSchool now. */
export interface DeliveryResult {
  readonly end:
    | { readonly kind: 'done' }
    | { readonly kind: 'failed'; readonly failure: AttemptFailure }
    /** Nobody's failure: given back because the lane has to stop, or is not to be tried now; due again at `dueAt`. */
    | { readonly kind: 'givenBack'; readonly dueAt: EpochMs; readonly failure: AttemptFailure | null };
  readonly effect: Effect['kind'];
  readonly sis: SisState;
  /** A request to create may have been carried out and nobody knows: the intent stays. */
  readonly isCreateUncertain: boolean;
  /** When such a request was made at the latest; null where the intent says it, or nothing does. */
  readonly createAskedAt: EpochMs | null;
  /** Otus score ids written by this attempt. */
  readonly sent: readonly string[];
  readonly kept: readonly string[];
  readonly refused: readonly { readonly scoreId: string; readonly code: ReasonCode }[];
}
