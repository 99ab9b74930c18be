import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useMoment } from '../parts/use-moment.ts';
import { MakeToken } from '../settings/make-token.tsx';
import type { Settings } from '../settings/settings.ts';

/** Otus sends with a token of the district: without one, there is nothing by which the later steps could be tried. */
export function DataStep({ districtId, settings }: { districtId: string; settings: Settings }) {
  const t = useTranslations('setup.steps.data');
  const moment = useMoment();
  const tokens = (settings.tokens ?? []).filter(({ roles }) => roles.includes('otus'));
  const used = tokens
    .flatMap(({ lastUsedAt }) => (typeof lastUsedAt === 'string' ? [lastUsedAt] : []))
    .toSorted()
    .at(-1);
  return (
    <Stack>
      <Text>{t('explain')}</Text>
      <Text role="status">
        {tokens.length === 0
          ? t('noToken')
          : used === undefined
            ? t('notUsed', { tokens: tokens.length })
            : t('used', { time: moment(used) })}
      </Text>
      <MakeToken districtId={districtId} roles={['otus']} />
    </Stack>
  );
}
