import {
  type DistrictRecord,
  type DistrictSettings,
  type DistrictStore,
  type FileMemory,
  fileMemory,
  isAsFileSays,
  remembered,
  SECRET_SETTING,
  settingValues,
} from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import { isReference, type Secrets } from '@passback/service-kit';

/** Taken together or not at all: a secret of the file must not meet an address that a person gave, nor the other way round. */
const CONNECTION: readonly string[] = [
  'powerschool.connector',
  'powerschool.baseUrl',
  'powerschool.clientId',
  SECRET_SETTING,
];

/** Who changes settings in their own name without being a person. */
const NOT_PEOPLE: ReadonlySet<string> = new Set(['file', 'reseal']);

export interface SaidByFile {
  /** As the file says it; what it leaves out as it is held. */
  readonly settings: DistrictSettings;
  /** What it leaves out. */
  readonly leftOut: readonly string[];
  /** Keys of which the file is to count once, although a person changed them. */
  readonly overrule: readonly string[];
}

export interface Merged {
  readonly settings: DistrictSettings;
  readonly file: FileMemory;
  /** Whether the connection to PowerSchool is the file's. */
  readonly isConnectionTaken: boolean;
}

/**
 * What is stored of a district that exists when the file is read again. Key by key, the file's value is taken where the file changed it
 * since it was read last; what a person changed meanwhile stands. `changes` (newest first) tells whose a value is where nothing is
 * remembered of the file yet.
 */
export function mergeWithFile(
  held: DistrictRecord,
  said: SaidByFile,
  changes: Awaited<ReturnType<DistrictStore['changes']>>,
  secrets: Pick<Secrets, 'same'>,
): Merged {
  const memory = held.file;
  const heldValues = settingValues(held.settings);
  const fileValues = settingValues(said.settings);
  const isSaid = (key: string, value: unknown): boolean => isRemembered(held, key, value, secrets);
  const people = memory === undefined ? keysOfPeople(changes) : null;
  const isOfPerson = (key: string): boolean =>
    people === null ? !isUntouched(key, heldValues.get(key)) && !isSaid(key, heldValues.get(key)) : people(key);
  const isTaken = (group: readonly string[]): boolean => {
    const named = group.filter((key) => !said.leftOut.includes(key));
    if (named.length === 0) return false;
    const isNew = named.some((key) => !isSaid(key, fileValues.get(key)));
    const isOverruled = group.some((key) => said.overrule.includes(key));
    if (isOverruled && (isNew || !group.some((key) => memory?.overruled.includes(key)))) return true;
    if (named.includes(SECRET_SETTING) && isStrayReference(held)) return true;
    return isNew && !group.some(isOfPerson);
  };
  const isConnectionTaken = isTaken(CONNECTION);
  const values = [...fileValues].map(([key, value]): [string, unknown] => {
    const takes = CONNECTION.includes(key) ? isConnectionTaken : isTaken([key]);
    return [key, takes ? value : heldValues.get(key)];
  });
  return {
    settings: settingsOf(held.settings.districtId, values),
    file: fileMemory(said.settings, said.leftOut, said.overrule),
    isConnectionTaken,
  };
}

/** Keys of which what is held is not what the file said when it was last read, sorted. */
export function differencesFromFile(record: DistrictRecord, secrets: Pick<Secrets, 'same'>): string[] {
  const values = settingValues(record.settings);
  return Object.keys(record.file?.said ?? {})
    .filter((key) => !isRemembered(record, key, values.get(key), secrets))
    .sort();
}

/** A reference to the environment that the file did not put there. */
export function isStrayReference(record: DistrictRecord): boolean {
  return isReference(record.settings.powerschool.clientSecret) && !isAsFileSays(record, SECRET_SETTING);
}

function isRemembered(
  { settings, file }: DistrictRecord,
  key: string,
  value: unknown,
  secrets: Pick<Secrets, 'same'>,
): boolean {
  const said = file?.said[key];
  if (said === undefined) return false;
  if (key !== SECRET_SETTING) return said === remembered(key, value);
  return secrets.same(said, String(value), clientSecretOf(settings.districtId));
}

/** Of what the file left out so far: nobody gave any tokens. */
function isUntouched(key: string, value: unknown): boolean {
  return key === 'tokens' && Array.isArray(value) && value.length === 0;
}

/** Whether the last change of a key was a person's. */
function keysOfPeople(changes: Awaited<ReturnType<DistrictStore['changes']>>): (key: string) => boolean {
  return (key) => {
    const last = changes.find(({ by, keys }) => by !== 'reseal' && (keys.includes(key) || isWithin(key, keys)));
    // Changes beyond those that are kept are taken for a person's: better told once too often than undone.
    return last === undefined ? changes.every(({ version }) => version > 1) : !NOT_PEOPLE.has(last.by);
  };
}

function isWithin(key: string, keys: readonly string[]): boolean {
  return key.startsWith('powerschool.') && keys.includes('powerschool');
}

/** The settings of their values one by one. */
function settingsOf(districtId: string, values: readonly (readonly [string, unknown])[]): DistrictSettings {
  const prefix = 'powerschool.';
  const own = values.filter(([key]) => !key.startsWith(prefix));
  const powerschool = values
    .filter(([key, value]) => key.startsWith(prefix) && value !== null)
    .map(([key, value]): [string, unknown] => [key.slice(prefix.length), value]);
  const settings = { districtId, ...Object.fromEntries(own), powerschool: Object.fromEntries(powerschool) };
  // Every key of a district's settings is among the values, each as it was in settings.
  return settings as unknown as DistrictSettings;
}
