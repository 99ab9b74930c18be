import { Alert, Button, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { downloadCsv } from '../parts/csv.ts';
import { keep, kept } from '../parts/kept.ts';
import { useCommand } from '../parts/use-command.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { AnswerState } from '../parts/states.tsx';
import { CategoryTable } from './category-table.tsx';
import { CheckList } from './check-list.tsx';
import { type Check, type Checked, rowsOf, toKeep } from './checks.ts';
import { TypeTable } from './type-table.tsx';

const PAGE = '/d/$districtId/mapping';

/** Whether PowerSchool has, for each teacher, the categories that the district's assessment types go to. */
export function MappingPage() {
  const t = useTranslations('mapping');
  const { districtId } = useParams({ from: PAGE });
  const asked = useQuery({
    queryKey: ['settings', districtId],
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}', { params: { path: { districtId } } })),
  });
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <Text>{t('explain')}</Text>
      <AnswerState asked={asked} />
      {asked.data !== undefined && <TypeTable districtId={districtId} categories={asked.data.categories} />}
      <Health districtId={districtId} />
    </Stack>
  );
}

function Health({ districtId }: { districtId: string }) {
  const t = useTranslations('mapping');
  const moment = useMoment();
  const queries = useQueryClient();
  const key = ['mapping', districtId];
  // What was found stays while one looks at other pages, and over a reload; it is never asked for by itself, since each check reads PowerSchool.
  const { data: found } = useQuery<Checked>({
    queryKey: key,
    queryFn: skipToken,
    initialData: () => kept<Checked>(key),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const check = useCommand({
    run: () => answerOf(api.POST('/v1/districts/{districtId}/connection-check', { params: { path: { districtId } } })),
    onDone: ({ ok, checks }) => {
      const now: Checked = { ok, checks, at: Date.now() };
      queries.setQueryData<Checked>(key, now);
      keep(key, toKeep(now));
      return ok ? t('allWell') : t('someWrong');
    },
  });
  return (
    <Stack component="section" aria-label={t('health')}>
      <Group justify="space-between" align="end">
        <Title order={2} size="h3">
          {t('health')}
        </Title>
        <Button loading={check.isPending} onClick={() => check.mutate(undefined)}>
          {t('check')}
        </Button>
      </Group>
      <Text role="status">
        {check.isPending
          ? t('checking')
          : found === undefined
            ? t('notYet')
            : t('checkedAt', { time: moment(found.at) })}
      </Text>
      {found !== undefined && <Findings districtId={districtId} checks={found.checks} />}
    </Stack>
  );
}

function Findings({ districtId, checks }: { districtId: string; checks: readonly Check[] }) {
  const t = useTranslations('mapping');
  const shell = useTranslations('shell');
  const [onlyWrong, setOnlyWrong] = useState(false);
  const wrong = checks.filter(({ ok }) => !ok);
  return (
    <>
      {wrong.length === 0 ? (
        <Alert color="green">{t('allWell')}</Alert>
      ) : (
        <Alert color="yellow">{t('wrong', { wrong: wrong.length, all: checks.length })}</Alert>
      )}
      <CheckList checks={checks} />
      <Group justify="space-between">
        <Switch
          label={t('onlyWrong')}
          checked={onlyWrong}
          onChange={({ currentTarget: { checked } }) => setOnlyWrong(checked)}
        />
        <Button variant="default" size="xs" onClick={() => downloadCsv(`mapping-${districtId}`, ...rowsOf(checks))}>
          {shell('csv')}
        </Button>
      </Group>
      <CategoryTable checks={checks} onlyWrong={onlyWrong} />
    </>
  );
}
