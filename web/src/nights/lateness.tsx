import { Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { LATE_MS, type Run } from './run.ts';

const MINUTE_MS = 60_000;

/** How late a run began, in words; a dash where nothing was planned. */
export function Lateness({ run: { lateMs } }: { run: Run }) {
  const t = useTranslations('nights');
  const format = useFormatter();
  if (lateMs === null) return <Text size="sm">–</Text>;
  if (lateMs < LATE_MS) return <Text size="sm">{t('onTime')}</Text>;
  const minutes = Math.round(lateMs / MINUTE_MS);
  return (
    <Text size="sm" fw={600}>
      {t('late', { minutes: format.number(minutes) })}
    </Text>
  );
}
