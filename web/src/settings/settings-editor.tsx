import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import { useDistrict } from '../shell/session.tsx';
import { CategoryFields } from './category-fields.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { GeneralFields } from './general-fields.tsx';
import { NextNight } from './next-night.tsx';
import { NotificationFields } from './notification-fields.tsx';
import { putSettings } from './put-settings.ts';
import {
  bodyOf,
  fieldOf,
  repeatedTypes,
  type Settings,
  SettingsFormProvider,
  useSettingsFormOf,
  type Values,
  valuesOf,
} from './settings-form.ts';

const CONFLICT = 409;

interface Props {
  readonly districtId: string;
  /** As they stand now; what is edited stays as it was begun. */
  readonly newest: Settings;
  onBeginAnew(): void;
}

export function SettingsEditor({ districtId, newest, onBeginAnew }: Props) {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const role = useDistrict(districtId)?.role;
  const mayChange = role === 'admin' || role === 'operator';
  const [base] = useState(newest);
  const [others, setOthers] = useState<readonly string[]>([]);
  const form = useSettingsFormOf({ initialValues: valuesOf(base) });
  const isOutdated = newest.version !== base.version;
  const isDirty = form.isDirty();
  useFollowing(isOutdated && !isDirty, onBeginAnew);
  const save = useCommand({
    run: (values: Values) => putSettings(districtId, { body: bodyOf(base, values), version: base.version }),
    onDone: (stored) => {
      queries.setQueryData(['settings', districtId], stored);
      // The session knows the district's name and time zone; other pages know the night.
      void queries.invalidateQueries();
      onBeginAnew();
      return t('saved');
    },
  });
  const tell = (error: unknown, values: Values): void => {
    // Somebody else was first: the page shows that, with what to do.
    if (error instanceof ApiError && error.status === CONFLICT)
      void queries.invalidateQueries({ queryKey: ['settings', districtId] });
    const wrong = error instanceof ApiError ? error.errors : [];
    const placed = wrong.map(({ path, message }) => ({ path, message, field: fieldOf(path, values) }));
    form.setErrors(
      Object.fromEntries(placed.flatMap(({ field, message }) => (field === null ? [] : [[field, message]]))),
    );
    setOthers(placed.flatMap(({ field, path, message }) => (field === null ? [`${path} ${message}`] : [])));
  };
  const submit = form.onSubmit((values) => {
    const repeated = repeatedTypes(values.categories, t('repeatedType'));
    if (Object.keys(repeated).length > 0) return form.setErrors(repeated);
    save.mutate(values, { onError: (error) => tell(error, values) });
  });
  return (
    <SettingsFormProvider form={form}>
      <form onSubmit={submit} noValidate>
        <Fieldset variant="unstyled" disabled={!mayChange}>
          <Stack>
            {!mayChange && <Text>{t('readOnly')}</Text>}
            {isOutdated && isDirty && <Outdated onBeginAnew={onBeginAnew} />}
            <GeneralFields />
            <NextNight districtId={districtId} base={base} mayTry={mayChange} onTried={tell} />
            <CategoryFields />
            <ConnectionFields isSecretSet={base.powerschool.clientSecretSet === true} />
            <NotificationFields />
            {others.length > 0 && (
              <Alert color="red" role="alert" title={t('otherErrors')}>
                {others.map((text) => (
                  <Text key={text}>{text}</Text>
                ))}
              </Alert>
            )}
            {mayChange && (
              <Group>
                <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
                  {t('save')}
                </Button>
                <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
                  {t('undo')}
                </Button>
              </Group>
            )}
          </Stack>
        </Fieldset>
      </form>
    </SettingsFormProvider>
  );
}

/** Where nothing was typed that could be lost, the newest settings are edited: as after a token was made below. */
function useFollowing(isToFollow: boolean, onBeginAnew: () => void): void {
  useEffect(() => {
    if (isToFollow) onBeginAnew();
  }, [isToFollow, onBeginAnew]);
}

/** Somebody else stored other settings while these were edited. */
function Outdated({ onBeginAnew }: Pick<Props, 'onBeginAnew'>) {
  const t = useTranslations('settings');
  return (
    <Alert color="yellow" role="alert" title={t('outdated')}>
      <Text>{t('outdatedText')}</Text>
      <Button mt="sm" variant="default" onClick={onBeginAnew}>
        {t('beginAnew')}
      </Button>
    </Alert>
  );
}
