import { Stack, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useFormatter, useTranslations } from 'use-intl';
import { usePages } from '../parts/use-pages.ts';
import { keyOf } from '../reconcile/comparison.ts';
import type { Trial } from './steps.ts';

type Drift = NonNullable<Trial['readBack']>['drifts'][number];

/** Each cell in which PowerSchool holds something else than was sent. */
export function TrialCells({ drifts }: { drifts: readonly Drift[] }) {
  const t = useTranslations('reconcile');
  const format = useFormatter();
  const points = (value: number | null) => (value === null ? '–' : format.number(value));
  const pages = usePages(drifts.map((drift) => ({ ...drift, key: keyOf(drift) })));
  return (
    <Stack gap="xs" component="section" aria-label={t('list')}>
      <Title order={4} size="h5">
        {t('list')}
      </Title>
      <DataTable
        withTableBorder
        idAccessor="key"
        {...pages}
        columns={[
          { accessor: 'title', title: t('assessment') },
          { accessor: 'sisStudentId', title: t('student'), render: ({ sisStudentId }) => sisStudentId ?? '–' },
          { accessor: 'kind', title: t('what'), render: ({ kind }) => t(`kinds.${kind}`) },
          { accessor: 'sent', title: t('sent'), textAlign: 'right', render: ({ sent }) => points(sent) },
          { accessor: 'held', title: t('held'), textAlign: 'right', render: ({ held }) => points(held) },
        ]}
      />
    </Stack>
  );
}
