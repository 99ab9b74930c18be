import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';

/** For an address that leads nowhere, or to what is not the person's. */
export function NotFound() {
  const t = useTranslations('shell');
  return (
    <Stack>
      <Title order={1}>{t('nothingHere')}</Title>
      <Text>{t('notYours')}</Text>
      <Anchor component={Link} to="/">
        {t('home')}
      </Anchor>
    </Stack>
  );
}
