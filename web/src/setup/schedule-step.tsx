import { Anchor, Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useFieldErrors } from '../parts/use-field-errors.ts';
import { TIME_ZONES, ZONES_SHOWN } from '../settings/general-fields.tsx';
import type { Settings } from '../settings/settings.ts';
import { useStore } from './use-store.ts';

/** From which day on things are sent, and when. */
export function ScheduleStep({ districtId, settings }: { districtId: string; settings: Settings }) {
  const t = useTranslations('setup');
  const words = useTranslations('settings');
  const fieldErrors = useFieldErrors();
  const store = useStore(districtId, settings);
  const { timeZone, nightlyRunAt, effectiveDate } = settings;
  const form = useForm({ initialValues: { timeZone, nightlyRunAt, effectiveDate: effectiveDate ?? '' } });
  const submit = form.onSubmit((values) =>
    store.mutate(
      { ...values, effectiveDate: values.effectiveDate === '' ? null : values.effectiveDate },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={600}>
        <Text>{t('steps.schedule.explain')}</Text>
        <TextInput
          type="date"
          label={words('effectiveDate')}
          description={words('effectiveDateHint')}
          {...form.getInputProps('effectiveDate')}
        />
        <TimeInput
          label={words('nightlyRunAt')}
          description={words('nightlyRunAtHint')}
          required
          {...form.getInputProps('nightlyRunAt')}
        />
        <Select
          label={words('timeZone')}
          description={words('timeZoneHint')}
          required
          searchable
          limit={ZONES_SHOWN}
          data={TIME_ZONES}
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
        <Button type="submit" variant="default" w="fit-content" loading={store.isPending} disabled={!form.isDirty()}>
          {t('storeSchedule')}
        </Button>
        <Anchor component={Link} to="/d/$districtId/settings" params={{ districtId } as never} w="fit-content">
          {t('allSettings')}
        </Anchor>
      </Stack>
    </form>
  );
}
