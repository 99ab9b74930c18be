import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { RowTable } from './row-table.tsx';
import { useReasons } from './use-reasons.ts';

interface Props {
  readonly districtId: string;
  /** Scores that each reason keeps, by its code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** A link to what has the reason, around its sentence. */
  linkTo(code: string, sentence: string): ReactNode;
}

/** Why scores stay behind, most first, with what to do about each. */
export function ReasonCounts({ districtId, reasons, linkTo }: Props) {
  const t = useTranslations('shell.reasonCounts');
  const format = useFormatter();
  const words = new Map(useReasons(districtId).map((reason) => [reason.code as string, reason]));
  const rows = Object.entries(reasons)
    .map(([code, scores]) => ({ code, scores }))
    .toSorted((one, other) => other.scores - one.scores);
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      <RowTable
        label={t('title')}
        idAccessor="code"
        records={rows}
        columns={[
          {
            accessor: 'code',
            title: t('reason'),
            render: ({ code }) => linkTo(code, words.get(code)?.message ?? code),
          },
          { accessor: 'fix', title: t('todo'), width: '40%', render: ({ code }) => words.get(code)?.fix ?? '' },
          {
            accessor: 'scores',
            title: t('scores'),
            textAlign: 'right',
            render: ({ scores }) => format.number(scores),
          },
        ]}
      />
    </Stack>
  );
}
