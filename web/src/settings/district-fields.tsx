import { Select, type SelectProps, TextInput, type TextInputProps } from '@mantine/core';
import { TimeInput, type TimeInputProps } from '@mantine/dates';
import { useTranslations } from 'use-intl';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
/** As many as are offered at once; typing finds the others. */
const ZONES_SHOWN = 40;

// What several forms ask of a district; each takes what its form has for it.

export function TimeZoneField(field: SelectProps) {
  const t = useTranslations('settings');
  return (
    <Select
      label={t('timeZone')}
      description={t('timeZoneHint')}
      required
      searchable
      limit={ZONES_SHOWN}
      data={TIME_ZONES}
      allowDeselect={false}
      {...field}
    />
  );
}

export function NightlyRunField(field: TimeInputProps) {
  const t = useTranslations('settings');
  return <TimeInput label={t('nightlyRunAt')} description={t('nightlyRunAtHint')} required {...field} />;
}

export function EffectiveDateField(field: TextInputProps) {
  const t = useTranslations('settings');
  return <TextInput type="date" label={t('effectiveDate')} description={t('effectiveDateHint')} {...field} />;
}
