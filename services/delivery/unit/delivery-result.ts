import type { AttemptEnd, Effect, EpochMs, ReasonCode, SisState } from '@passback/domain';

/** What one attempt did to one unit, whether it ended well or not: all that is known to be in PowerSchool now. */
export interface DeliveryResult {
  readonly end: AttemptEnd;
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
