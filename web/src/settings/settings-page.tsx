import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { useActor } from '../history/use-actor.ts';
import { TimeZoneNote } from '../parts/time-zone-note.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { useDistrict } from '../parts/session.tsx';
import { AnswerState } from '../parts/states.tsx';
import { SettingsEditor } from './settings-editor.tsx';
import type { Settings } from './settings.ts';
import { TokenTable } from './token-table.tsx';

const PAGE = '/d/$districtId/settings';

/** The district's settings: who may change them tries them out as they type. */
export function SettingsPage() {
  const t = useTranslations('settings');
  const { districtId } = useParams({ from: PAGE });
  // What is being edited is not taken away when somebody else stores: it is begun anew only when one asks for it.
  const [edition, setEdition] = useState(0);
  const role = useDistrict(districtId)?.role;
  const mayChange = role === 'admin' || role === 'operator';
  const asked = useQuery({
    queryKey: ['settings', districtId],
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}', { params: { path: { districtId } } })),
  });
  return (
    <Stack maw={900}>
      <Title order={1}>{t('title')}</Title>
      <TimeZoneNote />
      <AnswerState asked={asked} />
      {asked.data !== undefined && (
        <>
          <LastChange settings={asked.data} />
          <SettingsEditor
            key={`${districtId} ${edition}`}
            districtId={districtId}
            newest={asked.data}
            onBeginAnew={() => setEdition((before) => before + 1)}
          />
          <TokenTable districtId={districtId} tokens={asked.data.tokens ?? []} mayChange={mayChange} />
        </>
      )}
    </Stack>
  );
}

function LastChange({ settings: { version, changedAt, changedBy } }: { settings: Settings }) {
  const t = useTranslations('settings');
  const moment = useMoment();
  const actor = useActor();
  return (
    <Text size="sm" c="dimmed">
      {t('lastChange', { version, time: moment(changedAt), who: actor({ token: changedBy }) })}
    </Text>
  );
}
