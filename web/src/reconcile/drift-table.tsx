import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { DataTableColumn } from 'mantine-datatable';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useRedrive } from '../causes/use-redrive.ts';
import { AssessmentLink } from '../parts/assessment-link.tsx';
import { downloadCsv } from '../parts/csv.ts';
import { RowTable } from '../parts/row-table.tsx';
import { usePages } from '../parts/use-pages.ts';
import { type Comparison, type Drift, keyOf, rowsOf } from './comparison.ts';

/** Units that one repair may name. */
const REPAIR_MOST = 1_000;

/** Each cell that differs. Those that are chosen can be repaired, by name and after a question. */
export function DriftTable({ districtId, found }: { districtId: string; found: Comparison }) {
  const t = useTranslations('reconcile');
  const shell = useTranslations('shell');
  const [chosen, setChosen] = useState<readonly Drift[]>([]);
  const rows = found.drifts.map((drift) => ({ ...drift, key: keyOf(drift) }));
  const keys = new Set(chosen.map(keyOf));
  return (
    <Stack gap="xs" component="section" aria-label={t('list')}>
      <Group justify="space-between" align="end">
        <Title order={2} size="h3">
          {t('list')}
        </Title>
        <Button
          variant="default"
          size="xs"
          onClick={() => downloadCsv(`differences-${districtId}`, ...rowsOf(found.drifts))}
        >
          {shell('csv')}
        </Button>
      </Group>
      {found.isRestored && <Text>{t('restored')}</Text>}
      {found.driftsTruncated && <Text>{t('truncated')}</Text>}
      <Repair districtId={districtId} chosen={chosen} />
      <RowTable
        label={t('list')}
        striped
        idAccessor="key"
        {...usePages(rows)}
        selectedRecords={rows.filter(({ key }) => keys.has(key))}
        onSelectedRecordsChange={setChosen}
        isRecordSelectable={({ kind }) => kind !== 'extraAssignment'}
        getRecordSelectionCheckboxProps={({ title, sisStudentId }) => ({
          'aria-label': t('choose', { title, student: sisStudentId ?? '–' }),
        })}
        allRecordsSelectionCheckboxProps={{ 'aria-label': t('chooseAll') }}
        columns={useColumns(districtId, found)}
      />
    </Stack>
  );
}

function useColumns(districtId: string, { isRestored }: Comparison): DataTableColumn<Drift>[] {
  const t = useTranslations('reconcile');
  const format = useFormatter();
  const points = (value: number | null) => (value === null ? '–' : format.number(value));
  return [
    {
      accessor: 'title',
      title: t('assessment'),
      render: (unit) => <AssessmentLink districtId={districtId} unit={unit} />,
    },
    { accessor: 'sisStudentId', title: t('student'), render: (drift) => drift.sisStudentId ?? '–' },
    {
      accessor: 'kind',
      title: t('what'),
      render: ({ kind, exempt }) => (
        <Text size="sm" miw={180}>
          {t(`kinds.${kind}`)}
          {exempt && ` ${t('exempt')}`}
        </Text>
      ),
    },
    {
      accessor: 'sent',
      hidden: isRestored === true,
      title: t('sent'),
      textAlign: 'right',
      render: ({ sent }) => points(sent),
    },
    {
      accessor: 'held',
      hidden: isRestored === true,
      title: t('held'),
      textAlign: 'right',
      render: ({ held }) => points(held),
    },
  ];
}

function Repair({ districtId, chosen }: { districtId: string; chosen: readonly Drift[] }) {
  const t = useTranslations('reconcile');
  const redrive = useRedrive(districtId);
  const sectionAssessmentIds = [...new Set(chosen.map((drift) => drift.sectionAssessmentId))].slice(0, REPAIR_MOST);
  const units = sectionAssessmentIds.length;
  return (
    <Group>
      <Text role="status" size="sm">
        {t('chosen', { units })}
      </Text>
      <Button
        size="xs"
        disabled={units === 0}
        loading={redrive.isPending}
        onClick={() => redrive.ask({ sectionAssessmentIds, repair: 'missing' }, { text: t('repairMissingText') })}
      >
        {t('repairMissing')}
      </Button>
      <Button
        size="xs"
        color="red"
        variant="light"
        disabled={units === 0}
        loading={redrive.isPending}
        onClick={() =>
          redrive.ask({ sectionAssessmentIds, repair: 'all' }, { text: t('repairAllText'), typed: t('repairAllWord') })
        }
      >
        {t('repairAll')}
      </Button>
    </Group>
  );
}
