import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { OlderButton } from '../parts/older-button.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { answerOf, api } from '../api/client.ts';
import { calendarDay } from '../parts/calendar-day.ts';
import { type Cell, downloadCsv } from '../parts/csv.ts';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { AnswerState } from '../parts/states.tsx';
import { type Message, STATE_COLOURS, useRecipient } from './message.ts';
import { SilencedTable } from './silenced-table.tsx';

const PAGE = '/d/$districtId/told';
const PAGE_SIZE = 50;

/** Who was told of which night, whether it arrived, and which addresses get nothing any more. */
export function ToldPage() {
  const t = useTranslations('told');
  const { districtId } = useParams({ from: PAGE });
  const asked = useInfiniteQuery({
    queryKey: ['told', districtId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/v1/districts/{districtId}/notifications', {
          params: {
            path: { districtId },
            query: { limit: PAGE_SIZE, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: ({ cursor }) => cursor,
  });
  const messages = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const silenced = asked.data?.pages[0]?.silenced ?? [];
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <Text>{t('explain')}</Text>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {silenced.length > 0 && <SilencedTable districtId={districtId} silenced={silenced} />}
      {asked.data !== undefined &&
        (messages.length === 0 ? (
          <Text>{t('none')}</Text>
        ) : (
          <MessageTable messages={messages} districtId={districtId} />
        ))}
      <OlderButton asked={asked}>{t('older')}</OlderButton>
    </Stack>
  );
}

const FILE_COLUMNS = [
  'notificationId',
  'date',
  'channel',
  'of',
  'recipient',
  'state',
  'attempts',
  'answer',
  'changedAt',
];

function MessageTable({ messages, districtId }: { messages: Message[]; districtId: string }) {
  const t = useTranslations('told');
  const shell = useTranslations('shell');
  const format = useFormatter();
  const moment = useMoment();
  const recipient = useRecipient();
  const rows = messages.map(({ to, answer, ...message }): Cell[] => [
    ...[message.notificationId, message.date, message.channel, to.of, to.userId ?? to.id, message.state],
    ...[message.attempts, answer?.text ?? null, message.changedAt],
  ]);
  return (
    <Stack gap="xs" component="section" aria-label={t('messages')}>
      <Group justify="space-between" align="end">
        <Title order={2} size="h3">
          {t('messages')}
        </Title>
        <Button variant="default" size="xs" onClick={() => downloadCsv(`told-${districtId}`, FILE_COLUMNS, rows)}>
          {shell('csv')}
        </Button>
      </Group>
      <RowTable
        label={t('messages')}
        withTableBorder
        striped
        idAccessor="notificationId"
        records={messages}
        columns={[
          {
            accessor: 'date',
            title: t('night'),
            noWrap: true,
            render: ({ date }) => format.dateTime(calendarDay(date), { dateStyle: 'medium', timeZone: 'UTC' }),
          },
          { accessor: 'to', title: t('to'), render: ({ to }) => recipient(to) },
          { accessor: 'channel', title: t('channel'), render: ({ channel }) => t(`channels.${channel}`) },
          {
            accessor: 'state',
            title: t('state'),
            render: ({ state, nextAttemptAt, answer }) => (
              <Stack gap={2} miw={180}>
                <Badge color={STATE_COLOURS[state]} variant="light" tt="none" miw="max-content">
                  {t(`states.${state}`)}
                </Badge>
                {nextAttemptAt !== null && <Text size="xs">{t('next', { time: moment(nextAttemptAt) })}</Text>}
                {state !== 'sent' && answer !== null && (
                  <Text size="xs" c="dimmed">
                    {answer.text}
                  </Text>
                )}
              </Stack>
            ),
          },
          { accessor: 'changedAt', title: t('when'), noWrap: true, render: ({ changedAt }) => moment(changedAt) },
        ]}
      />
    </Stack>
  );
}
