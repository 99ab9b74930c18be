import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { AnswerState } from '../parts/states.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { useResults } from './use-check.ts';

const PAGE = '/d/$districtId/setup';

/** The day of setting up, step by step. It can be left at any time: nothing but what the console has is remembered. */
export function SetupPage() {
  const t = useTranslations('setup');
  const { districtId } = useParams({ from: PAGE });
  const asked = useQuery({
    queryKey: ['settings', districtId],
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}', { params: { path: { districtId } } })),
  });
  const results = useResults(districtId);
  return (
    <Stack maw={1000}>
      <Title order={1}>{t('title')}</Title>
      <Text>{t('explain')}</Text>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {asked.error === null && <AnswerState asked={results} />}
      {asked.data !== undefined && results.data !== undefined && (
        <SetupSteps key={districtId} {...{ districtId }} settings={asked.data} results={results.data.items} />
      )}
    </Stack>
  );
}
