import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import type { Settings } from '../settings/settings.ts';
import { CheckStep } from './check-step.tsx';
import { PausedNote } from './paused-note.tsx';
import type { Result } from './steps.ts';
import { TrialTable } from './trial-table.tsx';

interface Props {
  readonly districtId: string;
  readonly settings: Settings;
  readonly result: Result | undefined;
}

/** Assessments that are looked at for sections to propose. */
const LOOKED_AT = 200;

/** One section is sent, and read back. */
export function TrialStep({ districtId, settings, result }: Props) {
  const t = useTranslations('setup.steps.trial');
  const [typed, setTyped] = useState('');
  const sections = useSections(districtId);
  const sectionId = typed.trim();
  const waitsFor = settings.paused ? t('waitsForOn') : sectionId === '' ? t('waitsForSection') : undefined;
  return (
    <CheckStep
      {...{ districtId, result, waitsFor }}
      step="trial"
      asked={{ sectionId }}
      details={({ trial }) => trial !== undefined && <TrialTable districtId={districtId} trial={trial} />}
    >
      <PausedNote districtId={districtId} settings={settings} step="trial" />
      <Autocomplete
        maw={400}
        label={t('section')}
        description={t('sectionHint')}
        data={sections}
        value={typed}
        maxLength={100}
        onChange={setTyped}
      />
    </CheckStep>
  );
}

/** SIS ids of sections that Otus has sent something of, as far as they are at hand. */
function useSections(districtId: string): string[] {
  const { data } = useQuery({
    queryKey: ['setupSections', districtId],
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/section-assessments', {
          params: { path: { districtId }, query: { limit: LOOKED_AT } },
        }),
      ),
  });
  return [...new Set((data?.items ?? []).flatMap(({ section }) => section ?? []))].toSorted();
}
