/** Why somebody is not signed in, for the page. */
export const SIGN_IN_ERRORS = ['expired', 'refused', 'providerAway', 'noRole', 'failed'] as const;
export type SignInError = (typeof SIGN_IN_ERRORS)[number];

/** A sign-in that came to nothing. `reason` is for the log: a word of the protocol, without claims, codes and tokens. */
export class SignInFailure extends Error {
  readonly code: SignInError;
  readonly reason: string;
  constructor(code: SignInError, reason: string, cause?: unknown) {
    super(`${code}: ${reason}`, { cause });
    this.name = 'SignInFailure';
    this.code = code;
    this.reason = reason;
  }
}
