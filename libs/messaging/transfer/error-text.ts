import { ERROR_TEXT_LIMIT } from '../port/limits.ts';

/** What an error says, cut to what a header or a log line holds. */
export function errorText(error: unknown): string {
  // Not by class: an error may come from another realm.
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return text.slice(0, ERROR_TEXT_LIMIT);
}
