import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Settings } from '../settings/settings.ts';
import { useSwitch } from './use-switch.ts';

interface Props {
  readonly districtId: string;
  readonly settings: Settings;
  /** Of which step it is told. */
  readonly step: 'dryNight' | 'trial';
}

/** What a step cannot do while the district is paused, and in which order things go. */
export function PausedNote({ districtId, settings, step }: Props) {
  const t = useTranslations('setup');
  const { ask, isPending } = useSwitch(districtId, settings);
  if (!settings.paused) return null;
  return (
    <Alert color="yellow" title={t('paused.title')}>
      <Stack gap="xs">
        <Text>{t(`paused.${step}`)}</Text>
        <Text>{t('paused.order')}</Text>
        <Button variant="default" w="fit-content" loading={isPending} onClick={() => ask(true)}>
          {t('steps.on.switchOn')}
        </Button>
      </Stack>
    </Alert>
  );
}
