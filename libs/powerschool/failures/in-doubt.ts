import { SisError } from '../port/gradebook.ts';

/** The same failure, saying that the write before it may have been done: it is looked for before it is done again. */
export function inDoubt(error: unknown): unknown {
  return saying(error, true);
}

/** The same failure of a request that changes no gradebook, whatever became of it. */
export function withoutDoubt(error: unknown): unknown {
  return saying(error, false);
}

function saying(error: unknown, uncertain: boolean): unknown {
  if (!(error instanceof SisError) || error.uncertain === uncertain) return error;
  const { class: failureClass, code, status, retryAfterMs, message, cause } = error;
  return new SisError({ class: failureClass, code, status, retryAfterMs, uncertain }, message, cause);
}
