import { Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'use-intl';
import { useFieldErrors } from '../parts/use-field-errors.ts';
import type { Settings } from '../settings/settings.ts';
import { NOT_KNOWN_YET } from './steps.ts';
import { useStore } from './use-store.ts';

interface Props {
  readonly districtId: string;
  readonly settings: Settings;
}

export const CONNECTORS = ['xte', 'oneroster'] as const;

/** Where PowerSchool is. Whoever changes that gives the secret anew, which is for that address alone. */
export function AddressForm({ districtId, settings }: Props) {
  const t = useTranslations('setup');
  const words = useTranslations('settings');
  const { powerschool } = settings;
  const { connector, baseUrl } = powerschool;
  const fieldErrors = useFieldErrors();
  const store = useStore(districtId, settings);
  const form = useForm({ initialValues: { connector, baseUrl, clientSecret: '' } });
  const isChanged = form.isDirty('connector') || form.isDirty('baseUrl');
  const needsSecret = isChanged && powerschool.clientId !== NOT_KNOWN_YET;
  const submit = form.onSubmit(({ clientSecret: typed, ...changed }) => {
    const secret = needsSecret ? typed : NOT_KNOWN_YET;
    const given = { ...powerschool, ...changed, ...(secret !== '' && { clientSecret: secret }) };
    store.mutate({ powerschool: given }, { onError: (error) => form.setErrors(fieldErrors(error)) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={600}>
        <NativeSelect
          label={words('connector')}
          data={CONNECTORS.map((value) => ({ value, label: words(`connectors.${value}`) }))}
          {...form.getInputProps('connector')}
        />
        <TextInput label={words('baseUrl')} required {...form.getInputProps('baseUrl')} />
        {needsSecret && (
          <PasswordInput
            label={words('clientSecret')}
            description={t('secretAnew')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': words('showSecret') }}
            {...form.getInputProps('clientSecret')}
          />
        )}
        <Button type="submit" variant="default" w="fit-content" loading={store.isPending} disabled={!isChanged}>
          {t('storeAddress')}
        </Button>
      </Stack>
    </form>
  );
}

/** What PowerSchool shows of the plugin once it is enabled. */
export function CredentialsForm({ districtId, settings }: Props) {
  const t = useTranslations('setup');
  const words = useTranslations('settings');
  const { powerschool } = settings;
  const fieldErrors = useFieldErrors();
  const store = useStore(districtId, settings);
  const clientId = powerschool.clientId === NOT_KNOWN_YET ? '' : powerschool.clientId;
  const form = useForm({ initialValues: { clientId, clientSecret: '' } });
  const submit = form.onSubmit(({ clientSecret, ...changed }) => {
    const given = { ...powerschool, ...changed, ...(clientSecret !== '' && { clientSecret }) };
    store.mutate(
      { powerschool: given },
      {
        onSuccess: () => form.setFieldValue('clientSecret', ''),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    );
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={600}>
        <TextInput label={words('clientId')} required autoComplete="off" {...form.getInputProps('clientId')} />
        <PasswordInput
          label={words('clientSecret')}
          description={words(clientId === '' ? 'secretMissing' : 'secretHeld')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words('showSecret') }}
          {...form.getInputProps('clientSecret')}
        />
        <Button type="submit" variant="default" w="fit-content" loading={store.isPending} disabled={!form.isDirty()}>
          {t('storeCredentials')}
        </Button>
      </Stack>
    </form>
  );
}
