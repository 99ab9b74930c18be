import { Alert, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { ApiError, UNREACHABLE } from '../api/client.ts';
import { useErrorWords } from '../parts/use-error-words.ts';
import { putSettings } from './put-settings.ts';
import { bodyOf, useSettingsForm, type Values } from './settings-form.ts';
import type { Settings } from './settings.ts';

interface Props {
  readonly districtId: string;
  readonly base: Settings;
  readonly mayTry: boolean;
  /** With what was wrong, or null. */
  onTried(error: unknown, values: Values): void;
}

export const TRIAL_KEY = 'settingsTrial';

/** So long nothing was typed before what stands there is tried. */
const STILL_MS = 600;
const EVERY_MINUTE_MS = 60_000;
/** After this long it is tried again where the console was away. */
const AGAIN_MS = 5_000;

/** When the night would begin by what stands in the form, in words; what is wrong with it is told at its field. */
export function NextNight({ districtId, base, mayTry, onTried }: Props) {
  const t = useTranslations('settings');
  const form = useSettingsForm();
  const [values] = useDebouncedValue(form.values, STILL_MS);
  const isDirty = form.isDirty();
  const trial = useQuery<Settings>({
    queryKey: [TRIAL_KEY, districtId, base.version, withoutSecrets(values)],
    enabled: mayTry && isDirty,
    retry: false,
    refetchInterval: ({ state: { error } }) => (isAway(error) ? AGAIN_MS : false),
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const trial = { body: bodyOf(base, values), version: base.version, dryRun: true, signal };
      const trying = putSettings(districtId, trial);
      const error = await trying.then(
        () => null,
        (reason: unknown) => reason,
      );
      if (!signal.aborted) onTried(error, values);
      return trying;
    },
  });
  const { error } = trial;
  if (isDirty && error !== null) return <Wrong error={error} />;
  const shown = isDirty ? trial.data : base;
  return <Text role="status">{shown === undefined ? t('trying') : <Words of={shown} isDirty={isDirty} />}</Text>;
}

function Wrong({ error }: { error: Error }) {
  const t = useTranslations('settings');
  const words = useErrorWords();
  if (isAway(error)) return <Alert color="yellow">{words(error)}</Alert>;
  const hasFields = error instanceof ApiError && error.errors.length > 0;
  return <Alert color="red">{t('wrong', { why: hasFields ? t('wrongFields') : words(error) })}</Alert>;
}

/** Nothing is known of what was tried: the console, or something behind it, does not answer. */
function isAway(error: Error | null): boolean {
  return error instanceof ApiError && (error.status === UNREACHABLE || error.status >= 500);
}

function Words({ of: { nextNightAt, timeZone }, isDirty }: { of: Settings; isDirty: boolean }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  const now = useNow({ updateInterval: EVERY_MINUTE_MS });
  if (nextNightAt === null) return t(isDirty ? 'wouldPause' : 'isPaused');
  const at = new Date(nextNightAt as string);
  const time = format.dateTime(at, { dateStyle: 'full', timeStyle: 'short', timeZone });
  return t(isDirty ? 'nextWould' : 'nextIs', { time, timeZone, inWords: format.relativeTime(at, now) });
}

/** They are no part of a key that is kept. */
function withoutSecrets({ powerschool, notifications, ...values }: Values): Values {
  return {
    ...values,
    powerschool: { ...powerschool, clientSecret: '' },
    notifications: {
      ...notifications,
      webhooks: notifications.webhooks.map((webhook) => ({ ...webhook, secret: '' })),
    },
  };
}
