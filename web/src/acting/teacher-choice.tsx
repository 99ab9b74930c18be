import { Alert, Box, Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { AnswerState } from '../parts/states.tsx';
import { useErrorWords } from '../parts/use-error-words.ts';
import { useActFor } from './use-act-for.ts';

/** While somebody still types, nothing is asked for. */
const PAUSE_MS = 250;
/** What is shown; more of the id finds the others. */
const SHOWN = 10;

/** Teachers to act for, by a part of their ids; `onDone`: one was chosen. */
export function TeacherChoice({ districtId, onDone }: { districtId: string; onDone: () => void }) {
  const t = useTranslations('acting');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const words = useErrorWords();
  const actFor = useActFor(districtId, onDone);
  const asked = useQuery({
    queryKey: ['teachers', districtId, search],
    placeholderData: keepPreviousData,
    queryFn: () =>
      answerOf(api.GET('/v1/districts/{districtId}/teachers', { params: { path: { districtId }, query: { search } } })),
  });
  const { items = [], total = 0 } = asked.data ?? {};
  const shown = items.slice(0, SHOWN);
  return (
    <Stack gap="xs">
      <Text size="sm">{t('explain')}</Text>
      <TextInput
        label={t('search')}
        value={typed}
        maxLength={100}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <AnswerState asked={asked} />
      {actFor.error !== null && <Alert color="red">{words(actFor.error)}</Alert>}
      {asked.data !== undefined && total === 0 && <Text role="status">{t('none')}</Text>}
      {shown.map(({ userId, sisUserId }) => (
        <Box key={userId}>
          <Button fullWidth size="xs" variant="light" disabled={actFor.isPending} onClick={() => actFor.mutate(userId)}>
            {t('pick', { userId })}
          </Button>
          {sisUserId !== null && <Text size="xs">{t('sisId', { sisUserId })}</Text>}
        </Box>
      ))}
      {total > shown.length && <Text size="sm">{t('more', { count: total - shown.length })}</Text>}
    </Stack>
  );
}
