import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DataTable, type DataTableColumn } from 'mantine-datatable';
import { useTranslations } from 'use-intl';
import { UnitBadge } from '../parts/state-badge.tsx';
import { usePages } from '../parts/use-pages.ts';
import { TrialCells } from './trial-cells.tsx';
import type { Trial } from './steps.ts';

type Unit = Trial['units'][number];

/** What was sent of one section, and beside it what PowerSchool holds. */
export function TrialTable({ districtId, trial }: { districtId: string; trial: Trial }) {
  const t = useTranslations('setup.steps.trial');
  const { readBack, sectionId, units } = trial;
  return (
    <Stack gap="xs" component="section" aria-label={t('result')}>
      <Title order={3} size="h4">
        {t('result')}
      </Title>
      <Text>
        {readBack === null
          ? t('notRead', { section: sectionId })
          : t('read', { section: sectionId, ...countsOf(readBack) })}
      </Text>
      <DataTable
        withTableBorder
        striped
        idAccessor="sectionAssessmentId"
        {...usePages(units)}
        columns={useColumns(districtId, trial)}
      />
      {readBack !== null && readBack.drifts.length > 0 && <TrialCells drifts={readBack.drifts} />}
    </Stack>
  );
}

function countsOf({ cellsRead, missing, different, kept }: NonNullable<Trial['readBack']>) {
  return { cellsRead, missing, different, kept };
}

function useColumns(districtId: string, { readBack }: Trial): DataTableColumn<Unit>[] {
  const t = useTranslations('setup.steps.trial');
  return [
    {
      accessor: 'title',
      title: t('assessment'),
      render: ({ sectionAssessmentId, title }) => (
        <Anchor
          component={Link}
          to="/d/$districtId/assessments/$unitId"
          params={{ districtId, unitId: sectionAssessmentId } as never}
        >
          {title}
        </Anchor>
      ),
    },
    { accessor: 'state', title: t('state'), render: ({ state }) => <UnitBadge state={state} /> },
    { accessor: 'sent', title: t('sent'), render: ({ scores }) => t('scores', { count: scores.sent }) },
    {
      accessor: 'held',
      title: t('inPowerSchool'),
      render: (unit) => {
        if (readBack === null || unit.scores.sent === 0) return '–';
        const { sectionAssessmentId: id } = unit;
        const off = readBack.drifts.filter(
          ({ sectionAssessmentId, kind }) => sectionAssessmentId === id && (kind === 'missing' || kind === 'different'),
        ).length;
        return off === 0 ? t('asSent', { count: unit.scores.sent }) : t('otherwise', { count: off });
      },
    },
    { accessor: 'words', title: t('why'), render: ({ words }) => words.map(({ message }) => message).join(' ') },
  ];
}
