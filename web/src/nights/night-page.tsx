import { Alert, Anchor, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { CopyText } from '../parts/copy-text.tsx';
import { calendarDay } from '../parts/calendar-day.ts';
import { Figure, Figures } from '../parts/figure.tsx';
import { ReasonCounts } from '../parts/reason-counts.tsx';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { useReasons } from '../parts/use-reasons.ts';
import { AnswerState } from '../parts/states.tsx';
import { Lateness } from './lateness.tsx';
import type { Run, RunEvent } from './run.ts';
import { RunBadge } from './run-badge.tsx';
import { useRun } from './use-run.ts';

const PAGE = '/d/$districtId/nights/$runId';

/** One run: how far it is, or how it ended. It moves by itself while the run goes on. */
export function NightPage() {
  const t = useTranslations('nights.one');
  const { districtId, runId } = useParams({ from: PAGE });
  const asked = useRun(districtId, runId);
  return (
    <Stack>
      <Anchor component={Link} to="/d/$districtId/nights" params={{ districtId } as never} w="fit-content">
        ← {t('back')}
      </Anchor>
      <AnswerState asked={asked} />
      {asked.data !== undefined && <Told districtId={districtId} run={asked.data} />}
    </Stack>
  );
}

function Told({ districtId, run }: { districtId: string; run: Run | RunEvent }) {
  const t = useTranslations('nights');
  const format = useFormatter();
  const moment = useMoment();
  const date = format.dateTime(calendarDay(run.date), { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <>
      <Title order={1}>{t(`one.titles.${run.kind}`, { date })}</Title>
      <Group>
        <RunBadge run={run} />
        {run.lateMs !== null && <Lateness run={run} />}
      </Group>
      <TimeZoneNote />
      <Text>
        {run.finishedAt === null
          ? t('one.since', { time: moment(run.startedAt) })
          : t('one.fromTo', { from: moment(run.startedAt), to: moment(run.finishedAt) })}
      </Text>
      <Blocked districtId={districtId} run={run} />
      {run.shortfall !== null && <Alert color="yellow">{t('one.shortfall')}</Alert>}
      {run.state !== 'finished' && <HowFar run={run} />}
      <Stack gap="xs" component="section" aria-label={t('one.scores')}>
        <Title order={2} size="h3">
          {t('one.scores')}
        </Title>
        <Figures>
          {(['sent', 'kept', 'held', 'rejected'] as const).map((kind) => (
            <Figure key={kind} label={t(`scores.${kind}`)} value={run.scores[kind]} />
          ))}
        </Figures>
      </Stack>
      <Stack gap="xs" component="section" aria-label={t('one.units')}>
        <Title order={2} size="h3">
          {t('one.units')}
        </Title>
        <Figures>
          {(['planned', 'inSync', 'held', 'rejected', 'retrying'] as const).map((kind) => (
            <Figure key={kind} label={t(`units.${kind}`)} value={run.units[kind]} />
          ))}
        </Figures>
      </Stack>
      <ReasonCounts
        districtId={districtId}
        reasons={run.reasons}
        linkTo={(code, sentence) => (
          <Anchor
            component={Link}
            to="/d/$districtId/assessments"
            params={{ districtId } as never}
            search={{ reason: code } as never}
          >
            {sentence}
          </Anchor>
        )}
      />
      {run.traceId !== null && (
        <Group>
          <CopyText label={t('one.copyTrace')} text={`run ${run.runId}\ntrace ${run.traceId}`} />
          <TraceLink traceId={run.traceId} />
        </Group>
      )}
    </>
  );
}

/** What the whole district waits for, and what to do about it. */
function Blocked({ districtId, run: { blockedBy } }: { districtId: string; run: Run }) {
  const t = useTranslations('nights.one');
  const moment = useMoment();
  const words = useReasons(districtId).find(({ code }) => code === blockedBy?.code);
  if (blockedBy === null) return null;
  return (
    <Alert color="red" title={t('blocked')} role="alert">
      <Text>{words?.message ?? blockedBy.message}</Text>
      {words !== undefined && <Text fw={600}>{words.fix}</Text>}
      <Text size="sm">{t('blockedSince', { time: moment(blockedBy.since) })}</Text>
    </Alert>
  );
}

function HowFar({ run }: { run: Run | RunEvent }) {
  const t = useTranslations('nights.one');
  const format = useFormatter();
  const moment = useMoment();
  if (run.state === 'planning') return <Text role="status">{t('planning')}</Text>;
  const progress = 'progress' in run ? run.progress : null;
  if (progress === null) return <Text role="status">{t('howFar')}</Text>;
  const { doneUnits: done, plannedUnits: planned, unitsPerMinute, estimatedEndAt } = progress;
  return (
    <Stack gap={4} component="section" aria-label={t('progress')}>
      <Progress
        size="xl"
        value={planned === 0 ? 0 : (100 * done) / planned}
        aria-label={t('done', { done: format.number(done), planned: format.number(planned) })}
      />
      <Text>{t('done', { done: format.number(done), planned: format.number(planned) })}</Text>
      {unitsPerMinute !== null && (
        <Text size="sm">{t('rate', { rate: format.number(Math.round(unitsPerMinute)) })}</Text>
      )}
      {estimatedEndAt !== null && <Text size="sm">{t('end', { time: moment(estimatedEndAt) })}</Text>}
    </Stack>
  );
}
