import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function CausesPage() {
  const t = useTranslations('causes');
  return <Title order={1}>{t('title')}</Title>;
}
