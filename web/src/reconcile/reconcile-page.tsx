import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function ReconcilePage() {
  const t = useTranslations('reconcile');
  return <Title order={1}>{t('title')}</Title>;
}
