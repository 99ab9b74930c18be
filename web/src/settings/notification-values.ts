import type { Settings, SettingsBody } from './settings.ts';

type Notifications = NonNullable<Settings['notifications']>;
type Webhook = Notifications['webhooks'][number];

export const LANGUAGES = ['en', 'es'] as const;
export const SHAPES = ['json', 'slack', 'teams'] as const;
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export interface WebhookRow {
  /** The row's own. */
  readonly key: string;
  readonly url: string;
  readonly shape: Webhook['shape'];
  /** Empty: the one that is held for this URL stays. */
  readonly secret: string;
  readonly isSecretSet: boolean;
}

export interface NotificationValues {
  language: Notifications['language'];
  admins: string[];
  teacherDigest: boolean;
  /** HH:MM, as both of the quiet hours, which are empty where there are none. */
  morningBy: string;
  quietFrom: string;
  quietTo: string;
  quietDays: string[];
  webhooks: WebhookRow[];
}

/** As the console has them where nothing was said. */
const DEFAULTS = { language: 'en', teacherDigest: false, morningBy: '07:00' } as const;

export function notificationValuesOf({ notifications }: Settings): NotificationValues {
  const { language, teacherDigest, morningBy } = notifications ?? DEFAULTS;
  const quietHours = notifications?.quietHours ?? null;
  return {
    ...{ language, teacherDigest, morningBy },
    admins: [...(notifications?.admins ?? [])],
    quietFrom: quietHours?.from ?? '',
    quietTo: quietHours?.to ?? '',
    quietDays: [...(notifications?.quietDays ?? [])],
    webhooks: (notifications?.webhooks ?? []).map(({ url, shape, secretSet }) => ({
      ...{ key: url, url, shape, secret: '' },
      isSecretSet: secretSet === true,
    })),
  };
}

export function notificationsBodyOf({
  quietFrom,
  quietTo,
  quietDays,
  webhooks,
  ...values
}: NotificationValues): NonNullable<SettingsBody['notifications']> {
  return {
    ...values,
    quietHours: quietFrom === '' && quietTo === '' ? null : { from: quietFrom, to: quietTo },
    quietDays: quietDays as Notifications['quietDays'],
    webhooks: webhooks.map(({ url, shape, secret }) => ({ url: url.trim(), shape, ...(secret !== '' && { secret }) })),
  };
}

/** Where the console's path of a wrong value (after `notifications.`) stands in the form. */
export function notificationFieldOf(path: string): string {
  const webhook = /^webhooks\[(\d+)\]\.(url|secret|shape)$/.exec(path);
  if (webhook !== null) return `notifications.webhooks.${webhook[1]}.${webhook[2]}`;
  if (path.startsWith('quietHours')) return path.endsWith('.to') ? 'notifications.quietTo' : 'notifications.quietFrom';
  return `notifications.${path.replace(/\[.*$/, '')}`;
}
