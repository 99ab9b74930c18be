import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useErrorWords } from '../parts/use-error-words.ts';
import { useMoment } from '../parts/use-moment.ts';
import { FindingList } from './finding-list.tsx';
import type { CheckedStep, Found, Result } from './steps.ts';
import { useCheck } from './use-check.ts';

export interface CheckStepProps {
  readonly districtId: string;
  readonly step: CheckedStep;
  readonly result: Result | undefined;
  /** Why it cannot be checked yet, in words. */
  readonly waitsFor?: string | undefined;
  /** What is asked beside the step. */
  readonly asked?: { readonly sectionId?: string };
  /** Before the button. */
  readonly children?: ReactNode;
  /** After the findings. */
  readonly details?: (found: Found, checkAgain: () => void) => ReactNode;
}

/** A step that is checked live: its button, when it was last checked, and what was found. */
export function CheckStep({ districtId, step, result, waitsFor, asked = {}, children, details }: CheckStepProps) {
  const t = useTranslations('setup');
  const words = useErrorWords();
  const { found, check } = useCheck(districtId, step);
  const run = (): void => check.mutate(asked);
  return (
    <Stack>
      <Text>{t(`steps.${step}.explain`)}</Text>
      {children}
      {waitsFor !== undefined && <Text fw={600}>{waitsFor}</Text>}
      <Button
        w="fit-content"
        loading={check.isPending}
        disabled={waitsFor !== undefined}
        onClick={run}
        {...(step !== 'trial' && { 'aria-label': t('checkStep', { step: t(`steps.${step}.title`) }) })}
      >
        {t(step === 'trial' ? 'send' : 'check')}
      </Button>
      <Stack role="status" gap="xs">
        <LastTime isPending={check.isPending} at={found?.at} ok={found?.found.ok} result={result} step={step} />
        {found !== undefined && !check.isPending && <FindingList findings={found.found.findings} />}
      </Stack>
      {check.error !== null && (
        <Alert color="red" role="alert" title={t('notChecked')}>
          {words(check.error)}
        </Alert>
      )}
      {found !== undefined && !check.isPending && details?.(found.found, run)}
    </Stack>
  );
}

interface LastTimeProps {
  readonly isPending: boolean;
  readonly at: number | undefined;
  readonly ok: boolean | undefined;
  readonly result: Result | undefined;
  readonly step: CheckedStep;
}

function LastTime({ isPending, at, ok, result, step }: LastTimeProps) {
  const t = useTranslations('setup');
  const moment = useMoment();
  if (isPending) return <Text>{t(step === 'trial' ? 'sending' : 'checking')}</Text>;
  if (at !== undefined) return <Text fw={600}>{t(ok === true ? 'fine' : 'notFine', { time: moment(at) })}</Text>;
  if (result === undefined || result.at === null) return <Text>{t('notYet')}</Text>;
  const time = moment(result.at);
  if (result.ok === null) return <Text>{t('lastUnknown', { time })}</Text>;
  return <Text>{t(result.ok ? 'lastFine' : 'lastNotFine', { time })}</Text>;
}
