import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTimeZone, useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { ReasonCounts } from '../parts/reason-counts.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { useCommand, useConfirm } from '../parts/use-command.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { useDistrict } from '../parts/session.tsx';
import { AnswerState } from '../parts/states.tsx';
import { EFFECTS, type PreviewFilter } from './preview-filter.ts';
import { PreviewList, type Preview } from './preview-list.tsx';
import { useLanguage } from '../parts/language.tsx';
import { csvAddress } from '../parts/csv.ts';

const PAGE = '/d/$districtId/tonight';
/** Rows of the list; the file has all. */
const LIMIT = 100;
const LOOK_AGAIN_MS = 60_000;

/** What the coming night would do, before it does it. */
export function TonightPage() {
  const t = useTranslations('nights');
  const { districtId } = useParams({ from: PAGE });
  const filter = useSearch({ from: PAGE });
  const language = useLanguage();
  const asked = useQuery({
    queryKey: ['preview', districtId, filter, language],
    refetchInterval: LOOK_AGAIN_MS,
    placeholderData: (before: Preview | undefined) => before,
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/preview', {
          params: { path: { districtId }, query: { ...filter, limit: LIMIT } as never },
        }),
      ),
  });
  return (
    <Stack>
      <Title order={1}>{t('tonight.title')}</Title>
      <NextNight districtId={districtId} />
      <AnswerState asked={asked} />
      {asked.data !== undefined && <Foreseen districtId={districtId} preview={asked.data} filter={filter} />}
    </Stack>
  );
}

function NextNight({ districtId }: { districtId: string }) {
  const t = useTranslations('nights.tonight');
  const moment = useMoment();
  const timeZone = useTimeZone() ?? 'UTC';
  const role = useDistrict(districtId)?.role;
  const asked = useQuery({
    queryKey: ['districts'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => answerOf(api.GET('/v1/districts')),
  });
  const district = asked.data?.items.find((item) => item.districtId === districtId);
  if (district === undefined) return <AnswerState asked={asked} />;
  return (
    <Group justify="space-between">
      {district.nextNightAt === null ? (
        <Alert color="yellow">{t('paused')}</Alert>
      ) : (
        <Text>{t('next', { time: moment(district.nextNightAt), timeZone })}</Text>
      )}
      {(role === 'admin' || role === 'operator') && <StartRun districtId={districtId} />}
    </Group>
  );
}

function StartRun({ districtId }: { districtId: string }) {
  const t = useTranslations('nights.tonight');
  const navigate = useNavigate();
  const confirm = useConfirm();
  const start = useCommand({
    run: () => answerOf(api.POST('/v1/districts/{districtId}/runs', { params: { path: { districtId } } })),
    onDone: ({ runId, started }) => {
      void navigate({ to: '/d/$districtId/nights/$runId', params: { districtId, runId } });
      return started ? t('started') : t('alreadyRuns');
    },
  });
  return (
    <Button
      loading={start.isPending}
      onClick={() =>
        confirm({ title: t('start'), text: t('startText'), yes: t('startYes'), onYes: () => start.mutate(undefined) })
      }
    >
      {t('start')}
    </Button>
  );
}

interface ForeseenProps {
  readonly districtId: string;
  readonly preview: Preview;
  readonly filter: PreviewFilter;
}

function Foreseen({ districtId, preview, filter }: ForeseenProps) {
  const language = useLanguage();
  const t = useTranslations('nights.tonight');
  const { units, scores } = preview;
  return (
    <>
      <Stack gap="xs" component="section" aria-label={t('assessments')}>
        <Title order={2} size="h3">
          {t('assessments')}
        </Title>
        <Figures>
          {EFFECTS.map((effect) => (
            <Figure
              key={effect}
              label={t(`effects.${effect}`)}
              value={units[effect]}
              search={{ effect }}
              isChosen={filter.effect === effect}
            />
          ))}
        </Figures>
      </Stack>
      <Stack gap="xs" component="section" aria-label={t('scores')}>
        <Title order={2} size="h3">
          {t('scores')}
        </Title>
        <Figures>
          <Figure label={t('send')} value={scores.send} />
          <Figure label={t('keep')} value={scores.keep} />
          <Figure label={t('held')} value={scores.held} />
        </Figures>
      </Stack>
      <ReasonCounts
        districtId={districtId}
        reasons={preview.reasons}
        linkTo={(code, sentence) => (
          <Anchor
            renderRoot={(props) => (
              <Link
                {...props}
                to="."
                search={{ reason: code } as never}
                aria-current={filter.reason === code ? 'true' : undefined}
              />
            )}
          >
            {sentence}
          </Anchor>
        )}
      />
      <Group justify="space-between" align="end">
        <Title order={2} size="h3">
          {t('list')}
        </Title>
        <Anchor href={fileAddress(districtId, filter, language)} download size="sm">
          {t('csv')}
        </Anchor>
      </Group>
      <PreviewList districtId={districtId} preview={preview} filter={filter} />
    </>
  );
}

function fileAddress(districtId: string, filter: PreviewFilter, language: string): string {
  const path = `/v1/districts/${encodeURIComponent(districtId)}/preview`;
  const query = new URLSearchParams({ ...filter }).toString();
  return csvAddress(query === '' ? path : `${path}?${query}`, language);
}
