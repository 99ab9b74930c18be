import { useFormatter } from 'use-intl';

/** How an instant (ISO 8601, or milliseconds since the epoch) is shown: day and time in the district's time zone; a dash where there is none. */
export function useMoment() {
  const format = useFormatter();
  return (at: string | number | null | undefined): string =>
    at == null ? '–' : format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
}
