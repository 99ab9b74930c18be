import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import type { paths } from '../api/schema.ts';
import { RowTable } from '../parts/row-table.tsx';
import { useWho } from '../parts/use-who.ts';
import { useDistrict } from '../parts/session.tsx';
import { AnswerState } from '../parts/states.tsx';
import { type ReasonCode, useRedrive } from './use-redrive.ts';
import { useLanguage } from '../parts/language.tsx';
import { csvAddress } from '../parts/csv.ts';

const PAGE = '/d/$districtId/causes';
const LOOK_AGAIN_MS = 30_000;

type Hit =
  paths['/v1/districts/{districtId}/reasons/hits']['get']['responses'][200]['content']['application/json']['items'][number];

/** The causes that hold scores back, most scores first: each is mended once, and what it hit is then sent again. */
export function CausesPage() {
  const t = useTranslations('causes');
  const shell = useTranslations('shell');
  const { districtId } = useParams({ from: PAGE });
  const language = useLanguage();
  const asked = useQuery({
    queryKey: ['causes', districtId, language],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}/reasons/hits', { params: { path: { districtId } } })),
  });
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Title order={1}>{t('title')}</Title>
        <Anchor
          href={csvAddress(`/v1/districts/${encodeURIComponent(districtId)}/reasons/hits`, language)}
          download
          size="sm"
        >
          {shell('csv')}
        </Anchor>
      </Group>
      <Text>{t('explain')}</Text>
      <AnswerState asked={asked} />
      {asked.data?.items.length === 0 && <Alert color="green">{t('none')}</Alert>}
      {asked.data !== undefined && asked.data.items.length > 0 && (
        <HitTable districtId={districtId} hits={asked.data.items} />
      )}
    </Stack>
  );
}

function HitTable({ districtId, hits }: { districtId: string; hits: Hit[] }) {
  const t = useTranslations('causes');
  const whoCan = useWho();
  const format = useFormatter();
  const role = useDistrict(districtId)?.role;
  return (
    <RowTable
      label={t('title')}
      withTableBorder
      striped
      idAccessor="code"
      records={hits}
      columns={[
        {
          accessor: 'message',
          title: t('reason'),
          render: ({ code, message }) => (
            <Anchor
              component={Link}
              to="/d/$districtId/assessments"
              params={{ districtId } as never}
              search={{ reason: code } as never}
              display="block"
              miw={200}
            >
              {message}
            </Anchor>
          ),
        },
        {
          accessor: 'fix',
          title: t('todo'),
          render: (hit) => (
            <Stack gap={0} miw={200}>
              <Text size="sm">{hit.fix}</Text>
              {hit.who !== 'nobody' && (
                <Text size="xs" c="dimmed">
                  {t('whoCan', { who: whoCan(hit.who) })}
                </Text>
              )}
            </Stack>
          ),
        },
        { accessor: 'units', title: t('units'), textAlign: 'right', render: ({ units }) => format.number(units) },
        {
          accessor: 'scores',
          title: t('scores'),
          textAlign: 'right',
          render: ({ scores }) => format.number(scores),
        },
        {
          accessor: 'redrive',
          title: t('then'),
          hidden: role !== 'admin' && role !== 'operator',
          render: (hit) => <RedriveButton districtId={districtId} hit={hit} />,
        },
      ]}
    />
  );
}

function RedriveButton({ districtId, hit: { code, message, redriveUnits: units } }: { districtId: string; hit: Hit }) {
  const t = useTranslations('causes');
  const redrive = useRedrive(districtId);
  if (units === 0) return null;
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={redrive.isPending}
      aria-label={t('redriveOf', { units, reason: message })}
      onClick={() => redrive.ask({ reason: code as ReasonCode }, { text: t('confirmText', { why: message }) })}
    >
      {t('redrive', { units })}
    </Button>
  );
}
