import { Button, Group, NativeSelect, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/client.ts';
import { useFieldErrors } from '../parts/use-field-errors.ts';
import { useCommand } from '../parts/use-command.tsx';
import { TIME_ZONES, ZONES_SHOWN } from '../settings/general-fields.tsx';
import { putSettings } from '../settings/put-settings.ts';
import { CONNECTORS } from '../setup/connection-forms.tsx';
import { SESSION_KEY, useSession } from '../parts/session.tsx';
import { NEW_DISTRICT, newDistrictBody, proposedId } from './new-district.ts';

const CONFLICT = 409;
/** What is stored where there is none yet. */
const NO_VERSION = 0;

/** A new district, paused at first; from here one is led to its setup. */
export function NewDistrictPage() {
  const t = useTranslations('operator.newDistrict');
  const { isOperator } = useSession();
  return (
    <Stack maw={600}>
      <Title order={1}>{t('title')}</Title>
      {isOperator ? (
        <>
          <Text>{t('explain')}</Text>
          <DistrictForm />
        </>
      ) : (
        <Text>{t('notYours')}</Text>
      )}
    </Stack>
  );
}

function DistrictForm() {
  const t = useTranslations('operator.newDistrict');
  const words = useTranslations('settings');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const fieldErrors = useFieldErrors();
  const form = useForm({ initialValues: NEW_DISTRICT });
  const make = useCommand({
    run: (values: typeof NEW_DISTRICT) =>
      putSettings(values.districtId, { body: newDistrictBody(values), version: NO_VERSION }),
    onDone: (_stored, { districtId }) => {
      void queries.invalidateQueries({ queryKey: ['overview'] });
      // Only when the session knows it has the district pages.
      void queries
        .invalidateQueries({ queryKey: SESSION_KEY })
        .then(() => navigate({ to: '/d/$districtId/setup', params: { districtId } }));
      return t('made');
    },
  });
  const submit = form.onSubmit((values) => {
    if (values.districtId === '') return form.setErrors({ districtId: t('idMissing') });
    make.mutate(values, {
      onError: (error) => {
        const isTaken = error instanceof ApiError && error.status === CONFLICT;
        form.setErrors(isTaken ? { districtId: t('taken') } : fieldErrors(error));
      },
    });
  });
  const proposeId = (): void => {
    if (form.values.districtId === '') form.setFieldValue('districtId', proposedId(form.values.name));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput label={words('name')} required {...form.getInputProps('name')} onBlur={proposeId} />
        <TextInput
          label={t('id')}
          description={t('idHint')}
          required
          maxLength={100}
          {...form.getInputProps('districtId')}
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
        <NativeSelect
          label={words('connector')}
          data={CONNECTORS.map((value) => ({ value, label: words(`connectors.${value}`) }))}
          {...form.getInputProps('connector')}
        />
        <TextInput label={t('baseUrl')} description={t('baseUrlHint')} required {...form.getInputProps('baseUrl')} />
        <ClientFields form={form} />
        <Group>
          <Button type="submit" loading={make.isPending}>
            {t('make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ClientFields({ form }: { form: UseFormReturnType<typeof NEW_DISTRICT> }) {
  const t = useTranslations('operator.newDistrict');
  const words = useTranslations('settings');
  return (
    <>
      <Text size="sm">{t('client')}</Text>
      <TextInput label={words('clientId')} autoComplete="off" {...form.getInputProps('clientId')} />
      <PasswordInput
        label={words('clientSecret')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': words('showSecret') }}
        {...form.getInputProps('clientSecret')}
      />
    </>
  );
}
