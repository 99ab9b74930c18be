import { Stack, Text, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useTranslations } from 'use-intl';
import { useMoment } from '../parts/use-moment.ts';
import type { Settings } from './settings-form.ts';

type Token = NonNullable<Settings['tokens']>[number];

/** The tokens of the API, by the first digits of their hash; a token itself is never held. */
export function TokenTable({ tokens }: { tokens: Token[] }) {
  const t = useTranslations('settings.tokens');
  const moment = useMoment();
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <Text size="sm">{t('explain')}</Text>
      <DataTable
        withTableBorder
        minHeight={tokens.length === 0 ? 150 : 0}
        noRecordsText={t('none')}
        idAccessor="sha256"
        records={tokens}
        columns={[
          { accessor: 'sha256', title: t('digits') },
          { accessor: 'label', title: t('label'), render: ({ label }) => label ?? '–' },
          { accessor: 'roles', title: t('roles'), render: ({ roles }) => roles.join(', ') },
          {
            accessor: 'lastUsedAt',
            title: t('lastUsed'),
            render: ({ lastUsedAt }) => moment(lastUsedAt as string | null | undefined),
          },
          { accessor: 'expiresAt', title: t('expires'), render: ({ expiresAt }) => moment(expiresAt) },
        ]}
      />
    </Stack>
  );
}
