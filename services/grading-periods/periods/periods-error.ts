/** Why periods cannot be told. */
export type PeriodsErrorCode = 'UNKNOWN_DISTRICT' | 'UNAVAILABLE';

/** `UNAVAILABLE` may be tried again; it says nothing about the school, only that we cannot tell now. */
export class PeriodsError extends Error {
  readonly code: PeriodsErrorCode;
  constructor(code: PeriodsErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PeriodsError';
    this.code = code;
  }
}
