import { Anchor, Group, List, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';

const TODO = ['install', 'enable', 'copy', 'v1'] as const;

/** The plugin, and what an administrator of PowerSchool does with it. */
export function PluginStep({ districtId }: { districtId: string }) {
  const t = useTranslations('setup.steps.plugin');
  const address = `/v1/districts/${encodeURIComponent(districtId)}/plugin`;
  return (
    <Stack>
      <Text>{t('explain')}</Text>
      <Group>
        <Anchor href={address} download>
          {t('download')}
        </Anchor>
        <Anchor href={`${address}?before25=true`} download size="sm">
          {t('downloadBefore25')}
        </Anchor>
      </Group>
      <List type="ordered" spacing="xs">
        {TODO.map((item) => (
          <List.Item key={item}>{t(`todo.${item}`)}</List.Item>
        ))}
      </List>
      <Text size="sm">{t('oneRoster')}</Text>
    </Stack>
  );
}
