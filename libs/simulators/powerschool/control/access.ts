import type { PluginAccess } from '../access/plugin-access.ts';
import { isObject } from '../http/body.ts';

interface Key {
  /** The values that it takes, in words. */
  readonly takes: string;
  readonly isValid: (value: unknown) => boolean;
  readonly set: (access: PluginAccess, value: unknown) => void;
}

const truth = (set: (access: PluginAccess, value: boolean) => void): Key => ({
  takes: 'true or false',
  isValid: (value) => typeof value === 'boolean',
  set: (access, value) => set(access, value === true),
});

const oneOf = (values: readonly [string, string], set: (access: PluginAccess, value: unknown) => void): Key => ({
  takes: values.map((value) => `"${value}"`).join(' or '),
  isValid: (value) => values.some((known) => known === value),
  set,
});

const KEYS: Readonly<Record<string, Key>> = {
  credentials: oneOf(['revoked', 'valid'], (access, value) =>
    value === 'valid' ? access.restoreCredentials() : access.revokeCredentials(),
  ),
  plugin: oneOf(['enabled', 'disabled'], (access, value) => {
    access.enabled = value === 'enabled';
  }),
  gradebookWrite: truth((access, value) => {
    access.gradebookWrite = value;
  }),
  v1Read: truth((access, value) => {
    access.v1Read = value;
  }),
  expireTokens: truth((access, value) => {
    if (value) access.expireTokens();
  }),
  columns: {
    takes: 'lists of columns by table, as {"assignmentscore": []}',
    isValid: (value) => isObject(value) && Object.values(value).every(isListOfTexts),
    set: (access, value) => {
      access.columns = value as PluginAccess['columns'];
    },
  },
};

/** Changes what the plugin may do. Throws `TypeError` that names what is known where a key or a value is not; nothing is changed then. */
export function setAccessOf(access: PluginAccess, given: Readonly<Record<string, unknown>>): void {
  const changes = Object.entries(given).map(([name, value]) => {
    const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    if (key === undefined) throw new TypeError(`${name} is not known; known are ${Object.keys(KEYS).join(', ')}`);
    if (!key.isValid(value)) throw new TypeError(`${name} must be ${key.takes}`);
    return () => key.set(access, value);
  });
  for (const change of changes) change();
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
