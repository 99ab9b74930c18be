import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useDistrict } from '../parts/session.tsx';
import { CategoryFields } from './category-fields.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { GeneralFields } from './general-fields.tsx';
import { NextNight } from './next-night.tsx';
import { NotificationFields } from './notification-fields.tsx';
import { SettingsFormProvider, useSettingsFormOf, valuesOf } from './settings-form.ts';
import type { Settings } from './settings.ts';
import { useLeaveQuestion } from './use-leave-question.ts';
import { useFocusOnWrong, useSave } from './use-save.ts';

interface Props {
  readonly districtId: string;
  /** As they stand now; what is edited stays as it was begun. */
  readonly newest: Settings;
  onBeginAnew(): void;
}

export function SettingsEditor({ districtId, newest, onBeginAnew }: Props) {
  const t = useTranslations('settings');
  const role = useDistrict(districtId)?.role;
  const mayChange = role === 'admin' || role === 'operator';
  const [base] = useState(newest);
  const form = useSettingsFormOf({ initialValues: valuesOf(base) });
  const isOutdated = newest.version !== base.version;
  const isDirty = form.isDirty();
  useFollowing(isOutdated && !isDirty, onBeginAnew);
  const save = useSave({ districtId, base, form, onStored: onBeginAnew });
  const place = useFocusOnWrong(save.refusals);
  useLeaveQuestion(isDirty);
  return (
    <SettingsFormProvider form={form}>
      <form ref={place} onSubmit={save.submit} noValidate>
        <Fieldset variant="unstyled" disabled={!mayChange}>
          <Stack>
            {!mayChange && <Text>{t('readOnly')}</Text>}
            {isOutdated && isDirty && <Outdated onBeginAnew={onBeginAnew} />}
            <GeneralFields />
            <NextNight districtId={districtId} base={base} mayTry={mayChange && save.mayTry} onTried={save.tell} />
            <CategoryFields />
            <ConnectionFields isSecretSet={base.powerschool.clientSecretSet === true} />
            <NotificationFields />
            {save.others.length > 0 && (
              <Alert color="red" role="alert" title={t('otherErrors')}>
                {save.others.map((text) => (
                  <Text key={text}>{text}</Text>
                ))}
              </Alert>
            )}
            {mayChange && (
              <Group>
                <Button type="submit" loading={save.isSaving} disabled={!isDirty}>
                  {t('save')}
                </Button>
                <Button variant="default" disabled={!isDirty} onClick={() => form.reset()}>
                  {t('undo')}
                </Button>
                {save.notStored > 0 && (
                  <Text role="alert" c="red">
                    {t('notStored', { count: save.notStored })}
                  </Text>
                )}
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
