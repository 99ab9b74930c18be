import { Fieldset, Group, MultiSelect, NativeSelect, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useTranslations } from 'use-intl';
import { DAYS, LANGUAGES } from './notification-values.ts';
import { useSettingsForm } from './settings-form.ts';
import { WebhookFields } from './webhook-fields.tsx';

/** Who is told of the nights, and when not. */
export function NotificationFields() {
  const t = useTranslations('settings.notifications');
  const form = useSettingsForm();
  return (
    <Fieldset legend={t('legend')}>
      <Stack>
        <TagsInput
          label={t('admins')}
          description={t('adminsHint')}
          splitChars={[',', ' ', ';']}
          {...form.getInputProps('notifications.admins')}
        />
        <Switch
          label={t('teacherDigest')}
          description={t('teacherDigestHint')}
          {...form.getInputProps('notifications.teacherDigest', { type: 'checkbox' })}
        />
        <NativeSelect
          label={t('language')}
          data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          {...form.getInputProps('notifications.language')}
        />
        <TimeInput
          label={t('morningBy')}
          description={t('morningByHint')}
          required
          {...form.getInputProps('notifications.morningBy')}
        />
        <Group align="start" grow>
          <TimeInput label={t('quietFrom')} {...form.getInputProps('notifications.quietFrom')} />
          <TimeInput label={t('quietTo')} {...form.getInputProps('notifications.quietTo')} />
        </Group>
        <Text size="sm">{t('quietHint')}</Text>
        <MultiSelect
          label={t('quietDays')}
          data={DAYS.map((value) => ({ value, label: t(`days.${value}`) }))}
          {...form.getInputProps('notifications.quietDays')}
        />
        <WebhookFields />
      </Stack>
    </Fieldset>
  );
}
