import { Alert, Button, Checkbox, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { CopyText } from '../parts/copy-text.tsx';
import { useFieldErrors } from '../parts/use-field-errors.ts';
import { useCommand } from '../parts/use-command.tsx';

const ROLES = ['otus', 'viewer', 'admin'] as const;
type Role = (typeof ROLES)[number];

interface Props {
  readonly districtId: string;
  /** Those that are chosen at first. */
  readonly roles?: readonly Role[];
}

/** Makes a token of the district, which is shown this once. */
export function MakeToken({ districtId, roles = [] }: Props) {
  const t = useTranslations('settings.tokens');
  const [isOpen, form] = useDisclosure(false);
  const [made, setMade] = useState<string | null>(null);
  if (made !== null) return <Made token={made} onGone={() => setMade(null)} />;
  if (!isOpen)
    return (
      <Button variant="default" w="fit-content" onClick={form.open}>
        {t('make')}
      </Button>
    );
  const onMade = (token: string): void => {
    form.close();
    setMade(token);
  };
  return <TokenForm districtId={districtId} roles={roles} onMade={onMade} onCancel={form.close} />;
}

interface FormProps extends Required<Props> {
  onMade(token: string): void;
  onCancel(): void;
}

function TokenForm({ districtId, roles, onMade, onCancel }: FormProps) {
  const t = useTranslations('settings.tokens');
  const shell = useTranslations('shell');
  const queries = useQueryClient();
  const fieldErrors = useFieldErrors();
  const form = useForm({ initialValues: { label: '', roles: [...roles] as string[], expiresAt: '' } });
  const make = useCommand({
    run: ({ label, roles: chosen, expiresAt: day }: typeof form.values) =>
      answerOf(
        api.POST('/v1/districts/{districtId}/tokens', {
          params: { path: { districtId } },
          body: { label, roles: chosen as Role[], ...(day !== '' && { expiresAt: `${day}T23:59:59Z` }) },
        }),
      ),
    onDone: ({ token }) => {
      onMade(token);
      void queries.invalidateQueries({ queryKey: ['settings', districtId] });
      return null;
    },
  });
  const submit = form.onSubmit((values) =>
    make.mutate(values, { onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
  return (
    <form onSubmit={submit} noValidate aria-label={t('make')}>
      <Stack maw={600}>
        <TextInput
          label={t('label')}
          description={t('labelHint')}
          required
          maxLength={100}
          {...form.getInputProps('label')}
        />
        <Checkbox.Group label={t('roles')} required {...form.getInputProps('roles')}>
          <Stack gap="xs" mt="xs">
            {ROLES.map((role) => (
              <Checkbox key={role} value={role} label={t(`may.${role}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="date"
          label={t('expires')}
          description={t('expiresHint')}
          {...form.getInputProps('expiresAt')}
        />
        <Group>
          <Button type="submit" loading={make.isPending}>
            {t('makeYes')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {shell('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Made({ token, onGone }: { token: string; onGone: () => void }) {
  const t = useTranslations('settings.tokens');
  return (
    <Alert color="yellow" role="alert" title={t('made')} maw={700}>
      <Stack gap="xs">
        <Text>{t('madeText')}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {token}
        </Code>
        <Group>
          <CopyText label={t('copy')} text={token} />
          <Button variant="default" onClick={onGone}>
            {t('gone')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
