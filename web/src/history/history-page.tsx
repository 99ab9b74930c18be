import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function HistoryPage() {
  const t = useTranslations('history');
  return <Title order={1}>{t('title')}</Title>;
}
