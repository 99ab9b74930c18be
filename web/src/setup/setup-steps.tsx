import { Accordion, Badge, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Settings } from '../settings/settings.ts';
import { CategoryProposals } from './category-proposals.tsx';
import { CheckStep } from './check-step.tsx';
import { AddressForm, CredentialsForm } from './connection-forms.tsx';
import { DataStep } from './data-step.tsx';
import { NightCounts } from './night-counts.tsx';
import { OnStep } from './on-step.tsx';
import { PausedNote } from './paused-note.tsx';
import { PluginStep } from './plugin-step.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import { type CheckedStep, firstOpen, NOT_KNOWN_YET, type Result, type Step, STEPS } from './steps.ts';
import { TrialStep } from './trial-step.tsx';

interface Props {
  readonly districtId: string;
  readonly settings: Settings;
  readonly results: readonly Result[];
}

/** All steps in their order, one of them open: at first the one at which one goes on. */
export function SetupSteps({ districtId, settings, results }: Props) {
  const t = useTranslations('setup');
  const [open, setOpen] = useState<string | null>(() => firstOpen(results));
  return (
    <Accordion variant="separated" order={2} value={open} onChange={setOpen} keepMounted={false}>
      {STEPS.map((step, index) => (
        <Accordion.Item key={step} value={step}>
          <Accordion.Control>
            <Group justify="space-between" gap="xs" pr="sm">
              <Text fw={600} component="span">
                {index + 1}. {t(`steps.${step}.title`)}
              </Text>
              <StepBadge look={lookOf(step, settings, results)} />
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <StepContent step={step} {...{ districtId, settings, results }} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

/** A colour and a sign beside the words. */
const LOOKS = { fine: ['green', '✓'], wrong: ['red', '✕'], notYet: ['gray', '–'], paused: ['orange', '■'] } as const;
type Look = keyof typeof LOOKS;

/** How far a step is; null where nothing tells. */
function lookOf(step: Step, { paused, tokens }: Settings, results: readonly Result[]): Look | null {
  if (step === 'on') return paused ? 'paused' : 'fine';
  if (step === 'data') {
    const isUsed = tokens?.some(({ roles, lastUsedAt }) => roles.includes('otus') && typeof lastUsedAt === 'string');
    return isUsed === true ? 'fine' : 'notYet';
  }
  const result = results.find((one) => one.step === step);
  if (result === undefined) return null;
  return result.ok === null ? 'notYet' : result.ok ? 'fine' : 'wrong';
}

function StepBadge({ look }: { look: Look | null }) {
  const t = useTranslations('setup.looks');
  if (look === null) return null;
  const [color, sign] = LOOKS[look];
  return (
    <Badge
      component="span"
      color={color}
      variant="light"
      tt="none"
      miw="max-content"
      leftSection={<span aria-hidden>{sign}</span>}
    >
      {t(look)}
    </Badge>
  );
}

function StepContent({ step, districtId, settings, results }: Props & { readonly step: Step }): ReactNode {
  const t = useTranslations('setup');
  const of = { districtId, settings };
  const { connector, baseUrl, clientId } = settings.powerschool;
  const checked = (name: CheckedStep) => ({ districtId, step: name, result: results.find((one) => one.step === name) });
  switch (step) {
    case 'plugin':
      return <PluginStep districtId={districtId} />;
    case 'address':
      return (
        <CheckStep {...checked(step)}>
          <AddressForm key={`${connector} ${baseUrl}`} {...of} />
        </CheckStep>
      );
    case 'credentials':
      return (
        <CheckStep {...checked(step)} waitsFor={clientId === NOT_KNOWN_YET ? t('waitsForCredentials') : undefined}>
          <CredentialsForm key={clientId} {...of} />
        </CheckStep>
      );
    case 'data':
      return <DataStep {...of} />;
    case 'access':
    case 'terms':
    case 'links':
      return <CheckStep {...checked(step)} />;
    case 'categories':
      return (
        <CheckStep
          {...checked(step)}
          details={({ categories }, checkAgain) =>
            categories !== undefined && <CategoryProposals {...of} categories={categories} onTaken={checkAgain} />
          }
        />
      );
    case 'schedule':
      return <ScheduleStep key={settings.version as number} {...of} />;
    case 'dryNight':
      return (
        <CheckStep
          {...checked(step)}
          details={({ night }) => night !== undefined && <NightCounts districtId={districtId} night={night} />}
        >
          <PausedNote {...of} step="dryNight" />
        </CheckStep>
      );
    case 'trial':
      return <TrialStep {...of} result={checked(step).result} />;
    case 'on':
      return <OnStep {...of} />;
  }
}
