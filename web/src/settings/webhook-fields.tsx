import { Button, Fieldset, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { useTranslations } from 'use-intl';
import { SHAPES, type WebhookRow } from './notification-values.ts';
import { useSettingsForm } from './settings-form.ts';

/** Addresses that are called with what people are told; the secret of each is only ever written. */
export function WebhookFields() {
  const t = useTranslations('settings.notifications');
  const form = useSettingsForm();
  const row: WebhookRow = { key: randomId(), url: '', shape: 'json', secret: '', isSecretSet: false };
  return (
    <Stack>
      <Text size="sm">{t('webhooksHint')}</Text>
      {form.values.notifications.webhooks.map(({ key, isSecretSet }, index) => (
        <Webhook key={key} index={index} isSecretSet={isSecretSet} />
      ))}
      <Button variant="default" w="fit-content" onClick={() => form.insertListItem('notifications.webhooks', row)}>
        {t('addWebhook')}
      </Button>
    </Stack>
  );
}

function Webhook({ index, isSecretSet }: { index: number; isSecretSet: boolean }) {
  const t = useTranslations('settings.notifications');
  const shown = useTranslations('settings');
  const form = useSettingsForm();
  const path = `notifications.webhooks.${index}`;
  return (
    <Fieldset legend={t('webhook', { number: index + 1 })}>
      <Stack>
        <TextInput label={t('url')} required {...form.getInputProps(`${path}.url`)} />
        <NativeSelect
          label={t('shape')}
          data={SHAPES.map((value) => ({ value, label: t(`shapes.${value}`) }))}
          {...form.getInputProps(`${path}.shape`)}
        />
        <PasswordInput
          label={t('secret')}
          description={isSecretSet ? shown('secretStored') : t('secretHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': shown('showSecret') }}
          {...form.getInputProps(`${path}.secret`)}
        />
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          onClick={() => form.removeListItem('notifications.webhooks', index)}
        >
          {t('removeWebhook', { number: index + 1 })}
        </Button>
      </Stack>
    </Fieldset>
  );
}
