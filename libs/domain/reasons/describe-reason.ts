import type { Reason, ReasonCode } from './reason-codes.ts';

export type ReasonLevel = 'info' | 'warning' | 'error';
export type ReasonOwner = 'teacher' | 'otusAdmin' | 'powerschoolAdmin' | 'nobody';

/** A reason in words: what is the matter, what to do, and who can do it. */
export interface DescribedReason {
  readonly code: ReasonCode;
  readonly level: ReasonLevel;
  readonly message: string;
  readonly fix: string;
  readonly who: ReasonOwner;
}

export function describeReason(_reason: Reason): DescribedReason {
  throw new Error('not written yet');
}
