import { ApiError } from '../api/client.ts';
import { useFieldWords } from './use-field-words.ts';

/** What is wrong, by the last part of its path: as the fields of a small form are named. */
export function useFieldErrors() {
  const words = useFieldWords();
  return (error: unknown): Record<string, string> => {
    if (!(error instanceof ApiError)) return {};
    return Object.fromEntries(error.errors.map(({ path, message }) => [path.split('.').at(-1) ?? '', words(message)]));
  };
}
