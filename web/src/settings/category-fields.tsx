import { Button, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { useTranslations } from 'use-intl';
import { useSettingsForm } from './settings-form.ts';

/** Which category of PowerSchool each assessment type goes to. */
export function CategoryFields() {
  const t = useTranslations('settings');
  const form = useSettingsForm();
  const rows = form.values.categories;
  return (
    <Fieldset legend={t('categories')}>
      <Stack>
        <Text size="sm">{t('categoriesHint')}</Text>
        {rows.map(({ key }, index) => (
          <Group key={key} align="end" wrap="nowrap">
            <TextInput flex={1} label={t('type')} required {...form.getInputProps(`categories.${index}.type`)} />
            <TextInput
              flex={1}
              label={t('category')}
              required
              {...form.getInputProps(`categories.${index}.category`)}
            />
            <CloseButton
              size="lg"
              aria-label={t('removeType', { type: rows[index]?.type ?? '' })}
              onClick={() => form.removeListItem('categories', index)}
            />
          </Group>
        ))}
        <Button
          variant="default"
          w="fit-content"
          onClick={() => form.insertListItem('categories', { key: randomId(), type: '', category: '' })}
        >
          {t('addType')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
