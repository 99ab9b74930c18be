import { Stack, Text, Timeline, Title } from '@mantine/core';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import type { Explanation } from './explanation.ts';

type Entry = Explanation['timeline'][number];

/** What happened to it, newest first, in the district's time. */
export function Happened({ unit: { timeline, nextAttemptAt } }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const shell = useTranslations('shell');
  const format = useFormatter();
  const time = (at: string): string => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <Stack gap="xs" component="section" className="no-print">
      <Title order={2} size="h3">
        {t('timeline')}
      </Title>
      <Text size="sm" c="dimmed">
        {shell('times', { timeZone: useTimeZone() ?? 'UTC' })}
      </Text>
      {nextAttemptAt !== null && <Text>{t('next', { time: time(nextAttemptAt) })}</Text>}
      <Timeline bulletSize={16} lineWidth={2}>
        {timeline
          .filter(isNews)
          .toReversed()
          .map((entry, index) => (
            <Timeline.Item key={`${entry.at} ${entry.kind} ${index}`} title={<EventTitle entry={entry} />}>
              {entry.kind === 'attempt' && entry.message !== null && <Text size="sm">{entry.message}</Text>}
              <Text size="sm" c="dimmed">
                {time(entry.at)}
              </Text>
            </Timeline.Item>
          ))}
      </Timeline>
    </Stack>
  );
}

/** An attempt that found nothing to do tells nobody anything. */
function isNews(entry: Entry): boolean {
  return entry.kind !== 'attempt' || entry.outcome !== 'done' || entry.effect !== 'none';
}

function EventTitle({ entry }: { entry: Entry }) {
  const t = useTranslations('assessments.one.events');
  switch (entry.kind) {
    case 'received':
      return t('received', { revision: entry.revision });
    case 'decided':
      return t(entry.verdict === 'send' ? 'decidedSend' : 'decidedHold');
    case 'requested':
      return t(`requested.${entry.runKind}`);
    case 'attempt':
      return t(entry.outcome === 'done' ? 'attemptDone' : 'attemptFailed', { attempt: entry.attempt });
    case 'written':
      return t('written');
  }
}
