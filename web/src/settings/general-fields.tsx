import { Fieldset, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { EffectiveDateField, NightlyRunField, TimeZoneField } from './district-fields.tsx';
import { useSettingsForm } from './settings-form.ts';

export function GeneralFields() {
  const t = useTranslations('settings');
  const form = useSettingsForm();
  return (
    <Fieldset legend={t('general')}>
      <Stack>
        <TextInput label={t('name')} required {...form.getInputProps('name')} />
        <TimeZoneField {...form.getInputProps('timeZone')} />
        <NightlyRunField {...form.getInputProps('nightlyRunAt')} />
        <EffectiveDateField {...form.getInputProps('effectiveDate')} />
        <Switch
          label={t('paused')}
          description={t('pausedHint')}
          {...form.getInputProps('paused', { type: 'checkbox' })}
        />
        <Switch
          label={t('pastDueAsZero')}
          description={t('pastDueAsZeroHint')}
          {...form.getInputProps('pastDueAsZero', { type: 'checkbox' })}
        />
      </Stack>
    </Fieldset>
  );
}
