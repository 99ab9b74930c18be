import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { useLinks } from '../parts/use-links.ts';
import { AnswerState } from '../parts/states.tsx';
import { DistrictTable } from './district-table.tsx';
import { matches, type Overview, worstFirst } from './overview.ts';
import { csvAddress } from '../parts/csv.ts';
import { useLanguage } from '../parts/language.tsx';

const LOOK_AGAIN_MS = 15_000;

/** All districts at a glance, those with trouble first. */
export function DistrictsPage() {
  const t = useTranslations('operator');
  const language = useLanguage();
  const shell = useTranslations('shell');
  const [search, setSearch] = useState('');
  const asked = useQuery({
    queryKey: ['overview'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => answerOf(api.GET('/v1/overview')),
  });
  const districts = (asked.data?.items ?? []).filter((district) => matches(district, search)).toSorted(worstFirst);
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Title order={1}>{t('title')}</Title>
        <Links />
      </Group>
      <Button variant="default" w="fit-content" renderRoot={(props) => <Link {...props} to="/districts/new" />}>
        {t('newDistrict.open')}
      </Button>
      <AnswerState asked={asked} />
      {asked.data !== undefined && (
        <>
          <Waiting overview={asked.data} />
          <Group justify="space-between" align="end">
            <TextInput
              type="search"
              label={t('search')}
              value={search}
              onChange={({ currentTarget: { value } }) => setSearch(value)}
            />
            <Anchor href={csvAddress('/v1/overview', language)} download size="sm">
              {shell('csv')}
            </Anchor>
          </Group>
          {districts.length === 0 ? (
            <Text>{t(asked.data.items.length === 0 ? 'none' : 'noneFits')}</Text>
          ) : (
            <DistrictTable districts={districts} />
          )}
        </>
      )}
    </Stack>
  );
}

function Links() {
  const t = useTranslations('operator.links');
  const links = useLinks();
  return (
    <Group>
      {(['jaeger', 'grafana', 'runbook'] as const).map((name) => {
        const href = links[name];
        return href === null ? null : (
          <Anchor key={name} href={href} target="_blank" rel="noreferrer" size="sm">
            {t(name)}
          </Anchor>
        );
      })}
    </Group>
  );
}

/** What waits before and beside the districts. */
function Waiting({ overview: { lag, deadLetters } }: { overview: Overview }) {
  const t = useTranslations('operator');
  const format = useFormatter();
  const messages = lag?.reduce((sum, topic) => sum + topic.messages, 0);
  return (
    <Group component="section" aria-label={t('waiting')}>
      <Text>{messages === undefined ? t('lagUnknown') : t('lag', { messages })}</Text>
      <Anchor component={Link} to="/dead-letters">
        {deadLetters == null
          ? t('lettersUnknown')
          : t('letters', { letters: deadLetters.waiting, shown: format.number(deadLetters.waiting) })}
      </Anchor>
    </Group>
  );
}
