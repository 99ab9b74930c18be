import { type Reason, REASON_CODES, type ReasonCode } from './reason-codes.ts';

/**
 * One frozen reason without params for each code, shared by everything that is decided: a night decides hundreds of thousands of
 * scores, and most say one of a few things.
 */
const PLAIN_REASONS = Object.fromEntries(
  REASON_CODES.map((code) => [code, Object.freeze<Reason>({ code })]),
) as Readonly<Record<ReasonCode, Reason>>;

/** The shared reason of this code, without params. */
export function plainReason(code: ReasonCode): Reason {
  return PLAIN_REASONS[code];
}

export const NO_REASONS: readonly Reason[] = Object.freeze([]);
