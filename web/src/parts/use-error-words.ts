import { useTranslations } from 'use-intl';
import { ApiError, CONFLICT, FORBIDDEN, UNAUTHORIZED, UNREACHABLE } from '../api/client.ts';

const BY_STATUS = {
  [UNREACHABLE]: 'unreachable',
  [UNAUTHORIZED]: 'signedOut',
  [FORBIDDEN]: 'forbidden',
  [CONFLICT]: 'conflict',
} as const;

/** What is told of an error: of what people meet often in words of the page, of all else in the console's own. */
export function useErrorWords() {
  const t = useTranslations('shell');
  return (error: unknown): string => {
    if (!(error instanceof Error)) return String(error);
    if (!(error instanceof ApiError) || !(error.status in BY_STATUS)) return error.message;
    return t(BY_STATUS[error.status as keyof typeof BY_STATUS]);
  };
}
