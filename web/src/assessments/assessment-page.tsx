import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function AssessmentPage() {
  const t = useTranslations('assessments.list');
  return <Title order={1}>{t('title')}</Title>;
}
