import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function SettingsPage() {
  const t = useTranslations('settings');
  return <Title order={1}>{t('title')}</Title>;
}
