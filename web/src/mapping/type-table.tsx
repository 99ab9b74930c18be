import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { RowTable } from '../parts/row-table.tsx';

interface Props {
  readonly districtId: string;
  /** PowerSchool category by assessment type of Otus. */
  readonly categories: Readonly<Record<string, string>>;
}

/** Which category the scores of each assessment type go to. */
export function TypeTable({ districtId, categories }: Props) {
  const t = useTranslations('mapping');
  const rows = Object.entries(categories).map(([type, category]) => ({ type, category }));
  return (
    <Stack gap="xs" component="section" aria-label={t('types')}>
      <Title order={2} size="h3">
        {t('types')}
      </Title>
      <RowTable
        label={t('types')}
        maw={600}
        minHeight={rows.length === 0 ? 150 : 0}
        noRecordsText={t('noTypes')}
        idAccessor="type"
        records={rows}
        columns={[
          { accessor: 'type', title: t('type') },
          { accessor: 'category', title: t('category') },
        ]}
      />
      <Anchor component={Link} to="/d/$districtId/settings" params={{ districtId } as never} w="fit-content">
        {t('change')}
      </Anchor>
    </Stack>
  );
}
