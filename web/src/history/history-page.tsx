import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { OlderButton } from '../parts/older-button.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { answerOf, api } from '../api/client.ts';
import type { paths } from '../api/schema.ts';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { AnswerState } from '../parts/states.tsx';
import { Asked, useCommandText } from './asked.tsx';
import { Changes } from './changes.tsx';
import { useActor } from './use-actor.ts';
import { csvAddress } from '../parts/csv.ts';
import { useLanguage } from '../parts/language.tsx';

const PAGE = '/d/$districtId/history';
const PAGE_SIZE = 50;

type Entry =
  paths['/v1/districts/{districtId}/audit']['get']['responses'][200]['content']['application/json']['items'][number];

/** Who asked for what in the district, and which settings were changed, from what to what; the newest first. */
export function HistoryPage() {
  const t = useTranslations('history');
  const shell = useTranslations('shell');
  const { districtId } = useParams({ from: PAGE });
  const language = useLanguage();
  const asked = useInfiniteQuery({
    queryKey: ['history', districtId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/v1/districts/{districtId}/audit', {
          params: {
            path: { districtId },
            query: { limit: PAGE_SIZE, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: ({ cursor }) => cursor,
  });
  const entries = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Title order={1}>{t('title')}</Title>
        <Anchor href={csvAddress(`/v1/districts/${encodeURIComponent(districtId)}/audit`, language)} download size="sm">
          {shell('csv')}
        </Anchor>
      </Group>
      <Text>{t('explain')}</Text>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {asked.data !== undefined &&
        (entries.length === 0 ? <Text>{t('none')}</Text> : <EntryTable districtId={districtId} entries={entries} />)}
      <OlderButton asked={asked}>{t('older')}</OlderButton>
    </Stack>
  );
}

function EntryTable({ districtId, entries }: { districtId: string; entries: Entry[] }) {
  const t = useTranslations('history');
  const moment = useMoment();
  const actor = useActor();
  const commandText = useCommandText();
  return (
    <RowTable
      label={t('title')}
      withTableBorder
      striped
      verticalAlign="top"
      idAccessor="entryId"
      records={entries}
      columns={[
        { accessor: 'at', title: t('when'), noWrap: true, render: ({ at }) => moment(at) },
        {
          accessor: 'by',
          title: t('who'),
          render: ({ by, actingFor }) => (
            <Stack gap={0} miw={120}>
              <Text size="sm">{actor(by)}</Text>
              {actingFor !== undefined && <Text size="xs">{t('actingFor', { teacher: actingFor })}</Text>}
              {by.roles.length > 0 && (
                <Text size="xs" c="dimmed">
                  {by.roles.join(', ')}
                </Text>
              )}
            </Stack>
          ),
        },
        {
          accessor: 'command',
          title: t('what'),
          width: '50%',
          render: (entry) => (
            <Stack gap={4} miw={220}>
              <Text size="sm" fw={600}>
                {commandText(entry)}
              </Text>
              <Asked districtId={districtId} asked={entry.asked} />
              <Changes changes={entry.changes} />
            </Stack>
          ),
        },
        { accessor: 'outcome', title: t('outcome'), render: ({ outcome }) => <Outcome outcome={outcome} /> },
      ]}
    />
  );
}

function Outcome({ outcome }: { outcome: Entry['outcome'] }) {
  const t = useTranslations('history.outcomes');
  if (outcome === null) return <Text size="sm">{t('open')}</Text>;
  return (
    <Badge color={outcome.ok ? 'green' : 'red'} variant="light" tt="none" miw="max-content">
      {outcome.ok ? `✓ ${t('done')}` : `✕ ${t('failed', { status: outcome.status })}`}
    </Badge>
  );
}
