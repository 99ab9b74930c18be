import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function MappingPage() {
  const t = useTranslations('mapping');
  return <Title order={1}>{t('title')}</Title>;
}
