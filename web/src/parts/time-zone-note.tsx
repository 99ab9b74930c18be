import { Text } from '@mantine/core';
import { useTimeZone, useTranslations } from 'use-intl';

/** Whose time the times of a page are. */
export function TimeZoneNote() {
  const t = useTranslations('shell');
  return (
    <Text size="sm" c="dimmed">
      {t('times', { timeZone: useTimeZone() ?? 'UTC' })}
    </Text>
  );
}
