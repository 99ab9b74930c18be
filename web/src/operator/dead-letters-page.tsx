import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { DataTableColumn } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { downloadCsv } from '../parts/csv.ts';
import { Figure, Figures } from '../parts/figure.tsx';
import { OlderButton } from '../parts/older-button.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { AnswerState } from '../parts/states.tsx';
import { LetterCommands } from './letter-commands.tsx';
import { LetterDetails } from './letter-details.tsx';
import { codeOf, type Letter, LETTERS_PER_COMMAND, useLetters } from './letters.ts';

/** Messages that could not be taken in: looked at, then given back or put away with a reason. */
export function DeadLettersPage() {
  const t = useTranslations('deadLetters');
  const asked = useLetters();
  const letters = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const [newest] = asked.data?.pages ?? [];
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <Text>{t('explain')}</Text>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {newest !== undefined && (
        <Figures>
          {(['waiting', 'replayed', 'dismissed'] as const).map((state) => (
            <Figure key={state} label={t(`states.${state}`)} value={newest.counts[state]} />
          ))}
        </Figures>
      )}
      {newest?.truncated === true && <Alert color="yellow">{t('truncated')}</Alert>}
      {newest !== undefined && letters.length === 0 && <Alert color="green">{t('none')}</Alert>}
      {letters.length > 0 && <LetterTable letters={letters} />}
      <OlderButton asked={asked}>{t('older')}</OlderButton>
    </Stack>
  );
}

const FILE_COLUMNS = [
  ...(['id', 'topic', 'districtId', 'sectionAssessmentId', 'sectionId', 'schema', 'code', 'cause', 'at'] as const),
  ...(['bytes', 'state', 'outlook', 'traceId'] as const),
] as const;

function LetterTable({ letters }: { letters: Letter[] }) {
  const t = useTranslations('deadLetters');
  const shell = useTranslations('shell');
  const [chosen, setChosen] = useState<readonly Letter[]>([]);
  const ids = new Set(chosen.map(({ id }) => id));
  const columns = useColumns();
  const download = () =>
    downloadCsv(
      'dead-letters',
      FILE_COLUMNS,
      letters.map((letter) => FILE_COLUMNS.map((column) => letter[column])),
    );
  return (
    <Stack gap="xs" component="section" aria-label={t('list')}>
      <Group justify="space-between" align="end">
        <LetterCommands ids={[...ids]} onDone={() => setChosen([])} />
        <Button variant="default" size="xs" onClick={download}>
          {shell('csv')}
        </Button>
      </Group>
      <RowTable
        label={t('list')}
        withTableBorder
        striped
        idAccessor="id"
        records={letters}
        selectedRecords={letters.filter(({ id }) => ids.has(id))}
        onSelectedRecordsChange={(records) => setChosen(records.slice(0, LETTERS_PER_COMMAND))}
        isRecordSelectable={({ state }) => state === 'waiting'}
        getRecordSelectionCheckboxProps={({ id }) => ({ 'aria-label': t('choose', { id }) })}
        allRecordsSelectionCheckboxProps={{ 'aria-label': t('chooseAll') }}
        rowExpansion={{ content: ({ record }) => <LetterDetails letter={record} /> }}
        columns={columns}
      />
    </Stack>
  );
}

function useColumns(): DataTableColumn<Letter>[] {
  const t = useTranslations('deadLetters');
  const moment = useMoment();
  return [
    { accessor: 'at', title: t('at'), noWrap: true, render: ({ at }) => moment(at) },
    { accessor: 'districtId', title: t('district'), render: ({ districtId }) => districtId ?? '–' },
    {
      accessor: 'code',
      title: t('why'),
      render: (letter) => (
        <Stack gap={0} miw={200}>
          <Text size="sm">{t(`codes.${codeOf(letter)}`)}</Text>
          <Text size="xs" c="dimmed">
            {letter.code}
          </Text>
        </Stack>
      ),
    },
    { accessor: 'state', title: t('state'), render: ({ state }) => t(`states.${state}`) },
    {
      accessor: 'outlook',
      title: t('outlook'),
      render: ({ outlook }) => (
        <Text size="sm" miw={180}>
          {t(`outlooks.${outlook}`)}
        </Text>
      ),
    },
  ];
}
