import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { calendarDay } from '../parts/calendar-day.ts';
import { RowTable } from '../parts/row-table.tsx';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { AnswerState } from '../parts/states.tsx';
import { Lateness } from './lateness.tsx';
import { NightsCalendar } from './nights-calendar.tsx';
import { NightsChart } from './nights-chart.tsx';
import type { Run } from './run.ts';
import { RunBadge } from './run-badge.tsx';
import { csvAddress } from '../parts/csv.ts';
import { useLanguage } from '../parts/language.tsx';

const PAGE = '/d/$districtId/nights';
/** Some months of nights, with the runs between them. */
const LIMIT = 100;
const LOOK_AGAIN_MS = 15_000;

/** How the nights went, and the runs that somebody asked for. */
export function NightsPage() {
  const t = useTranslations('nights');
  const { districtId } = useParams({ from: PAGE });
  const asked = useQuery({
    queryKey: ['runs', districtId],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/runs', { params: { path: { districtId }, query: { limit: LIMIT } } }),
      ),
  });
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {asked.data?.items.length === 0 && <Text>{t('none')}</Text>}
      {asked.data !== undefined && asked.data.items.length > 0 && (
        <>
          <Group align="start" gap="xl">
            <NightsCalendar districtId={districtId} runs={asked.data.items} />
            <NightsChart runs={asked.data.items} />
          </Group>
          <RunTable districtId={districtId} runs={asked.data.items} />
        </>
      )}
    </Stack>
  );
}

function RunTable({ districtId, runs }: { districtId: string; runs: Run[] }) {
  const t = useTranslations('nights');
  const format = useFormatter();
  const moment = useMoment();
  const shell = useTranslations('shell');
  const language = useLanguage();
  return (
    <Stack gap="xs" component="section" aria-label={t('table')}>
      <Group justify="space-between" align="end">
        <Title order={2} size="h3">
          {t('table')}
        </Title>
        <Anchor href={csvAddress(`/v1/districts/${encodeURIComponent(districtId)}/runs`, language)} download size="sm">
          {shell('csv')}
        </Anchor>
      </Group>
      <RowTable
        label={t('table')}
        withTableBorder
        striped
        idAccessor="runId"
        records={runs}
        columns={[
          {
            accessor: 'date',
            title: t('columns.date'),
            render: ({ runId, date, kind }) => (
              <Stack gap={0}>
                <Anchor
                  component={Link}
                  to="/d/$districtId/nights/$runId"
                  params={{ districtId, runId } as never}
                  fw={600}
                >
                  {format.dateTime(calendarDay(date), { dateStyle: 'medium', timeZone: 'UTC' })}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {t(`kinds.${kind}`)}
                </Text>
              </Stack>
            ),
          },
          { accessor: 'state', title: t('columns.state'), render: (run) => <RunBadge run={run} /> },
          { accessor: 'startedAt', title: t('columns.started'), render: (run) => moment(run.startedAt) },
          { accessor: 'lateMs', title: t('columns.late'), render: (run) => <Lateness run={run} /> },
          ...(['sent', 'kept', 'held', 'rejected'] as const).map((kind) => ({
            accessor: kind,
            title: t(`short.${kind}`),
            textAlign: 'right' as const,
            render: ({ scores }: Run) => format.number(scores[kind]),
          })),
        ]}
      />
    </Stack>
  );
}
