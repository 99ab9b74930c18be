import { Fieldset, NativeSelect, NumberInput, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { CONNECTION_NUMBERS, CONNECTION_TEXTS, NUMBER_KEYS, useSettingsForm } from './settings-form.ts';

const CONNECTORS = ['xte', 'oneroster'] as const;

/** How PowerSchool is reached. The secret is only ever written. */
export function ConnectionFields({ isSecretSet }: { isSecretSet: boolean }) {
  const t = useTranslations('settings');
  const form = useSettingsForm();
  return (
    <Fieldset legend={t('connection')}>
      <Stack>
        <NativeSelect
          label={t('connector')}
          data={CONNECTORS.map((value) => ({ value, label: t(`connectors.${value}`) }))}
          {...form.getInputProps('powerschool.connector')}
        />
        {CONNECTION_TEXTS.map((name) => (
          <TextInput key={name} label={t(name)} required {...form.getInputProps(`powerschool.${name}`)} />
        ))}
        <PasswordInput
          label={t('clientSecret')}
          description={t(isSecretSet ? 'secretStored' : 'secretMissing')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
          {...form.getInputProps('powerschool.clientSecret')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {NUMBER_KEYS.map((name) => {
            const [min, max] = CONNECTION_NUMBERS[name];
            return (
              <NumberInput
                key={name}
                label={t(name)}
                description={t(`hints.${name}`, { min, max })}
                required
                allowDecimal={false}
                clampBehavior="none"
                hideControls
                {...form.getInputProps(`powerschool.${name}`)}
              />
            );
          })}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
