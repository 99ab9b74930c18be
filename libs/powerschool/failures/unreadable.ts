import { SisError } from '../port/gradebook.ts';

/** What is said of this moment, not of what can be read. */
const OF_THE_MOMENT: ReadonlySet<number> = new Set([408, 429]);

/**
 * Whether a failed read says that this cannot be read here: any refusal (4xx) and "not implemented" (501). Not so where it is the
 * credentials that are refused, which nothing gets around, and where PowerSchool only has no time.
 */
export function isUnreadable(error: unknown): error is SisError {
  if (!(error instanceof SisError) || error.status === null || error.code === 'SIS_CREDENTIALS') return false;
  return (error.status >= 400 && error.status < 500 && !OF_THE_MOMENT.has(error.status)) || error.status === 501;
}
