import { Fieldset, Select, Stack, Switch, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useTranslations } from 'use-intl';
import { useSettingsForm } from './settings-form.ts';

export const TIME_ZONES = Intl.supportedValuesOf('timeZone');
/** As many as are offered at once; typing finds the others. */
export const ZONES_SHOWN = 40;

export function GeneralFields() {
  const t = useTranslations('settings');
  const form = useSettingsForm();
  return (
    <Fieldset legend={t('general')}>
      <Stack>
        <TextInput label={t('name')} required {...form.getInputProps('name')} />
        <Select
          label={t('timeZone')}
          description={t('timeZoneHint')}
          required
          searchable
          limit={ZONES_SHOWN}
          data={TIME_ZONES}
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
        <TimeInput
          label={t('nightlyRunAt')}
          description={t('nightlyRunAtHint')}
          required
          {...form.getInputProps('nightlyRunAt')}
        />
        <TextInput
          type="date"
          label={t('effectiveDate')}
          description={t('effectiveDateHint')}
          {...form.getInputProps('effectiveDate')}
        />
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
