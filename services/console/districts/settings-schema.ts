import { isLocalDate } from '@passback/domain';
import { createAjv, type FieldError, fieldErrors } from '@passback/service-kit';
import { type Static, type TSchema, Type } from 'typebox';
import { CONSOLE_LIMITS } from '../limits.ts';
import { NOTIFICATION_FORMATS, Notifications } from './notifications-schema.ts';
import { byDefault, ReadOnly, TimeOfDay } from './schema-parts.ts';

/** Characters of names and ids. */
const NAME_LENGTH = 200;
const ID_LENGTH = 100;
/** Characters of an assessment type, as ingestion takes them. */
export const TYPE_LENGTH = 200;
const SECRET_LENGTH = 1_000;
/** Whole hash, or as much of it as is shown: enough to name a token that is stored already. */
const TOKEN_HASH = '^([0-9a-fA-F]{64}|[0-9a-fA-F]{12})$';

const Name = Type.String({ format: 'name', minLength: 1, maxLength: NAME_LENGTH });
const Day = { type: 'string', format: 'date' } as const;
const IdTemplate = Type.Optional(
  Type.String({ pattern: '^[^{}]*\\{id\\}[^{}]*$', maxLength: 100, description: 'As SEC-{id}' }),
);
/** Not `//`, after which a host would come. */
const ApiPath = Type.Optional(Type.String({ pattern: '^(/[A-Za-z0-9._-]+)*/?$', maxLength: 200 }));

/** What is not settled about PowerSchool's OneRoster interface, and may differ between districts. */
const OneRoster = Type.Object(
  {
    basePath: ApiPath,
    readBasePath: ApiPath,
    ids: Type.Optional(
      Type.Object(
        { school: IdTemplate, term: IdTemplate, class: IdTemplate, student: IdTemplate, teacher: IdTemplate },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const Xte = Type.Object(
  { scoreSource: Type.Optional(Type.Enum(['auto', 'table', 'assignmentScore', 'none'])) },
  { additionalProperties: false },
);

/** What PowerSchool's terms do not tell of grading periods. */
const Terms = Type.Object(
  {
    gradingPeriodsPerYear: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 12,
        description: 'How often schools post grades in a year; left out, it is found from their terms',
      }),
    ),
    betweenPeriods: Type.Optional(
      Type.Enum(['hold', 'largerTerm'], {
        description: 'On a day between two grading periods: nothing is sent, or the larger term that goes on counts',
      }),
    ),
  },
  { additionalProperties: false },
);

const PowerSchool = Type.Object(
  {
    connector: Type.Enum(['xte', 'oneroster']),
    baseUrl: Type.String({ format: 'base-url', maxLength: 500 }),
    clientId: Name,
    clientSecret: Type.Optional(
      Type.String({
        format: 'secret',
        minLength: 1,
        maxLength: SECRET_LENGTH,
        writeOnly: true,
        description:
          'The secret itself; left out, the one that is stored stays, unless connector, baseUrl or clientId change. It never comes back',
      }),
    ),
    clientSecretSet: ReadOnly,
    minIntervalMs: byDefault(Type.Integer({ minimum: 0, maximum: 60_000, default: 0 })),
    concurrency: byDefault(Type.Integer({ minimum: 1, maximum: 32, default: 4 })),
    timeoutMs: byDefault(Type.Integer({ minimum: 100, maximum: 300_000, default: 15_000 })),
    maxTitleLength: byDefault(Type.Integer({ minimum: 20, maximum: 255, default: 50 })),
    xte: Type.Optional(Xte),
    oneroster: Type.Optional(OneRoster),
    terms: Type.Optional(Terms),
  },
  { additionalProperties: false },
);

const GradingPeriod = Type.Object(
  {
    schoolId: Type.String({ format: 'words', minLength: 1, maxLength: ID_LENGTH }),
    name: Name,
    start: Type.String(Day),
    end: Type.String({ ...Day, description: 'Inclusive' }),
  },
  { additionalProperties: false },
);

/** What a person says of a token. */
export const TokenProperties = {
  roles: Type.Array(Type.Enum(['otus', 'admin', 'viewer']), { minItems: 1, maxItems: 3, uniqueItems: true }),
  label: Type.String({ format: 'label', minLength: 1, maxLength: 100, description: 'What it is for, in words' }),
  expiresAt: Type.Optional(
    Type.String({ format: 'instant', maxLength: 40, description: 'From then on it is not known any more' }),
  ),
};

const Token = Type.Object(
  {
    sha256: Type.String({
      pattern: TOKEN_HASH,
      description:
        'SHA-256 of the token in hex; of one that is stored already the first 12 digits, as a GET shows them, will do',
    }),
    ...TokenProperties,
    label: Type.Optional(TokenProperties.label),
    lastUsedAt: ReadOnly,
    prefix: ReadOnly,
    createdAt: ReadOnly,
    createdBy: ReadOnly,
  },
  { additionalProperties: false },
);

/** A key that is not known is an error here: a typing error would lose a setting without a word. */
export const SettingsSchema = Type.Object(
  {
    districtId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: ID_LENGTH })),
    name: Name,
    timeZone: Type.String({ format: 'time-zone', examples: ['America/Chicago'] }),
    nightlyRunAt: byDefault(Type.String({ ...TimeOfDay, default: '01:00' })),
    effectiveDate: byDefault(Type.Unsafe<string | null>({ ...Day, nullable: true, default: null })),
    paused: byDefault(Type.Boolean({ default: false })),
    pastDueAsZero: byDefault(Type.Boolean({ default: false })),
    categories: byDefault(
      Type.Unsafe<Record<string, string>>({
        type: 'object',
        maxProperties: CONSOLE_LIMITS.categories,
        additionalProperties: { type: 'string', format: 'words', minLength: 1, maxLength: NAME_LENGTH },
        default: {},
        description: 'Assessment type in Otus → category in PowerSchool',
      }),
    ),
    powerschool: PowerSchool,
    gradingPeriods: byDefault(
      Type.Unsafe<Static<typeof GradingPeriod>[] | null>({
        ...Type.Array(GradingPeriod, { maxItems: CONSOLE_LIMITS.gradingPeriods }),
        nullable: true,
        default: null,
        description: "Used instead of PowerSchool's terms where it is not null",
      }),
    ),
    tokens: Type.Optional(
      Type.Array(Token, {
        maxItems: CONSOLE_LIMITS.tokens,
        description: 'Left out, the ones that are stored stay',
      }),
    ),
    notifications: Type.Optional(
      Type.Unsafe<Static<typeof Notifications> | null>({
        ...Notifications,
        nullable: true,
        description: 'Who is told what of the district; left out, or null: nobody',
      }),
    ),
    nextNightAt: ReadOnly,
    version: ReadOnly,
    createdAt: ReadOnly,
    changedAt: ReadOnly,
    changedBy: ReadOnly,
    differsFromFile: ReadOnly,
    staffRefused: ReadOnly,
  },
  { additionalProperties: false },
);

/** Settings as they are given, defaults filled in; secrets in plain text or as `env:NAME`. */
export type GivenSettings = Static<typeof SettingsSchema>;

const isSetting = ([, schema]: readonly [string, object]): boolean => !('readOnly' in schema);
/** The names that single settings are told by: `paused`, `powerschool.baseUrl`. */
export const SETTING_KEYS: readonly string[] = [
  ...Object.entries(SettingsSchema.properties)
    .filter(isSetting)
    .map(([key]) => key)
    .filter((key) => key !== 'districtId' && key !== 'powerschool'),
  ...Object.entries(PowerSchool.properties)
    .filter(isSetting)
    .map(([key]) => `powerschool.${key}`),
].sort();

/** `env:` and the name of a variable. */
const ENVIRONMENT_SECRET = /^env:[A-Za-z_][A-Za-z0-9_]*$/;

/** RFC 3339 with an offset, to the millisecond. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;
/** Control characters, and those that turn the direction of what follows them. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}]/u;

function isLabel(text: string): boolean {
  return text.isWellFormed() && text.trim() !== '' && !UNSEEN.test(text);
}

const FORMATS: Readonly<Record<string, { readonly words: string; validate(text: string): boolean }>> = {
  ...NOTIFICATION_FORMATS,
  date: { words: 'must be a date of the calendar, as 2026-08-15', validate: isLocalDate },
  'time-zone': { words: 'must be a known IANA time zone, as America/Chicago', validate: isTimeZone },
  words: { words: 'must not have control characters or half a surrogate pair', validate: areWords },
  'base-url': { words: 'must be an http or https URL without credentials, query and fragment', validate: isBaseUrl },
  name: { words: 'must not be blank or hold control characters', validate: isName },
  instant: {
    words: 'must be an instant with an offset, as 2027-06-30T00:00:00Z',
    validate: (text) => INSTANT.test(text) && isLocalDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
  },
  label: { words: 'must not be blank or hold control characters', validate: isLabel },
  secret: {
    words: 'must be the secret itself, or env: and the name of an environment variable',
    validate: (text) => !text.startsWith('sealed:') && (!text.startsWith('env:') || ENVIRONMENT_SECRET.test(text)),
  },
};

/** What can be shown, stored and sent to PowerSchool as it is. */
export function areWords(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** Words, and not blanks alone. */
function isName(text: string): boolean {
  return areWords(text) && text.trim() !== '';
}

function isTimeZone(text: string): boolean {
  // Offsets are no zones: they know no daylight-saving time.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

/** A function that names every field that is wrong by `schema`, and fills in defaults. */
export function compileCheck(schema: TSchema): (value: unknown) => FieldError[] {
  const ajv = createAjv();
  for (const [name, { validate }] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate });
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const errors = (validate.errors ?? []).map((error) => ({ ...error, message: wordsOf(error) }));
    return fieldErrors(errors as Parameters<typeof fieldErrors>[0]);
  };
}

function wordsOf({ keyword, params, message }: { keyword: string; params: Record<string, unknown>; message?: string }) {
  if (keyword === 'format') return FORMATS[String(params['format'])]?.words;
  if (keyword !== 'pattern') return message;
  if (params['pattern'] === TOKEN_HASH) return 'must be the SHA-256 of the token, 64 hex digits';
  return String(params['pattern']).includes(':')
    ? 'must be a time of day, as 01:00'
    : 'must be letters, digits, . _ and -';
}
