import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function DeadLettersPage() {
  const t = useTranslations('operator');
  return <Title order={1}>{t('title')}</Title>;
}
