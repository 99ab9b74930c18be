import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function NightsPage() {
  const t = useTranslations('nights');
  return <Title order={1}>{t('title')}</Title>;
}
