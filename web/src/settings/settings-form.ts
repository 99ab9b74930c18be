import { createFormContext } from '@mantine/form';
import {
  notificationFieldOf,
  notificationsBodyOf,
  type NotificationValues,
  notificationValuesOf,
} from './notification-values.ts';
import type { Settings, SettingsBody } from './settings.ts';

/** An assessment type of Otus and the category of PowerSchool that its scores go to; `key` is the row's own. */
export interface CategoryRow {
  readonly key: string;
  readonly type: string;
  readonly category: string;
}

const TEXTS = ['name', 'timeZone', 'nightlyRunAt'] as const;
const SWITCHES = ['paused', 'pastDueAsZero'] as const;
export const CONNECTION_TEXTS = ['baseUrl', 'clientId'] as const;
/** Whole numbers with their bounds, as the console has them; intervals and limits in milliseconds. */
export const CONNECTION_NUMBERS = {
  minIntervalMs: [0, 60_000],
  concurrency: [1, 32],
  timeoutMs: [100, 300_000],
  maxTitleLength: [20, 255],
} as const;
type NumberKey = keyof typeof CONNECTION_NUMBERS;
export const NUMBER_KEYS = Object.keys(CONNECTION_NUMBERS) as NumberKey[];

export type Values = Record<(typeof TEXTS)[number], string> &
  Record<(typeof SWITCHES)[number], boolean> & {
    /** YYYY-MM-DD; empty: none. */
    effectiveDate: string;
    categories: CategoryRow[];
    notifications: NotificationValues;
    powerschool: Record<(typeof CONNECTION_TEXTS)[number], string> &
      Record<NumberKey, number | string> & {
        connector: Settings['powerschool']['connector'];
        /** Empty: the one that is held stays. */
        clientSecret: string;
      };
  };

export const [SettingsFormProvider, useSettingsForm, useSettingsFormOf] = createFormContext<Values>();

export function valuesOf(settings: Settings): Values {
  const { powerschool, effectiveDate, categories } = settings;
  const { connector, baseUrl, clientId, minIntervalMs, concurrency, timeoutMs, maxTitleLength } = powerschool;
  return {
    ...{ name: settings.name, timeZone: settings.timeZone, nightlyRunAt: settings.nightlyRunAt },
    ...{ paused: settings.paused, pastDueAsZero: settings.pastDueAsZero },
    effectiveDate: effectiveDate ?? '',
    categories: Object.entries(categories).map(([type, category]) => ({ key: type, type, category })),
    powerschool: {
      ...{ connector, baseUrl, clientId, minIntervalMs, concurrency, timeoutMs, maxTitleLength },
      clientSecret: '',
    },
    notifications: notificationValuesOf(settings),
  };
}

/** The settings with what was changed in the form. */
export function bodyOf(
  settings: Settings,
  { categories, powerschool, effectiveDate, notifications, ...values }: Values,
): SettingsBody {
  const { clientSecret, ...connection } = powerschool;
  return {
    ...settings,
    ...values,
    effectiveDate: effectiveDate === '' ? null : effectiveDate,
    notifications: notificationsBodyOf(notifications),
    categories: Object.fromEntries(categories.map(({ type, category }) => [type.trim(), category.trim()])),
    powerschool: {
      ...settings.powerschool,
      ...(connection as Omit<SettingsBody['powerschool'], 'clientSecret'>),
      ...(clientSecret !== '' && { clientSecret }),
    },
  };
}

/** Rows whose type stands in another row before them, by the path of their field. */
export function repeatedTypes(categories: readonly CategoryRow[], words: string): Record<string, string> {
  const seen = new Set<string>();
  const errors: Record<string, string> = {};
  categories.forEach(({ type }, index) => {
    const name = type.trim();
    if (seen.has(name)) errors[`categories.${index}.type`] = words;
    seen.add(name);
  });
  return errors;
}

/** Where the console's path of a wrong value stands in the form; null where the form has no field for it. */
export function fieldOf(path: string, { categories }: Values): string | null {
  const [first = '', ...rest] = path.split('.');
  if (first === 'categories') {
    const index = categories.findIndex(({ type }) => type.trim() === rest.join('.'));
    return index < 0 ? null : `categories.${index}.category`;
  }
  if (first === 'notifications') return notificationFieldOf(rest.join('.'));
  if (first === 'powerschool') {
    const [key = ''] = rest;
    const hasField = [...CONNECTION_TEXTS, ...NUMBER_KEYS, 'connector', 'clientSecret'].includes(key);
    return hasField && rest.length === 1 ? path : null;
  }
  return [...TEXTS, ...SWITCHES, 'effectiveDate'].includes(first) && rest.length === 0 ? path : null;
}
