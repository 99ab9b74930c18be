import { SisError } from '../port/gradebook.ts';

/** The same failure, saying that the write before it may have been done: it is looked for before it is done again. */
export function inDoubt(error: unknown): unknown {
  if (!(error instanceof SisError) || error.uncertain) return error;
  const { class: failureClass, code, status, retryAfterMs, message, cause } = error;
  return new SisError({ class: failureClass, code, status, retryAfterMs, uncertain: true }, message, cause);
}
