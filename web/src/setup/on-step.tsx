import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTimeZone, useTranslations } from 'use-intl';
import { useMoment } from '../parts/use-moment.ts';
import type { Settings } from '../settings/settings.ts';
import { useSwitch } from './use-switch.ts';

/** Whether nights begin. */
export function OnStep({ districtId, settings }: { districtId: string; settings: Settings }) {
  const t = useTranslations('setup.steps.on');
  const moment = useMoment();
  const timeZone = useTimeZone() ?? 'UTC';
  const { ask, isPending } = useSwitch(districtId, settings);
  const { paused, nextNightAt } = settings;
  return (
    <Stack>
      <Text>{t('explain')}</Text>
      <div role="status">
        {paused ? (
          <Alert color="yellow">{t('isPaused')}</Alert>
        ) : (
          <Alert color="green">{t('isOn', { time: moment(nextNightAt as string | null), timeZone })}</Alert>
        )}
      </div>
      <Button w="fit-content" variant={paused ? 'filled' : 'default'} loading={isPending} onClick={() => ask(paused)}>
        {t(paused ? 'switchOn' : 'pause')}
      </Button>
      <Anchor component={Link} to="/d/$districtId/tonight" params={{ districtId } as never} w="fit-content">
        {t('tonight')}
      </Anchor>
    </Stack>
  );
}
