import { isLocalDate } from '@passback/domain';
import { createAjv, type FieldError, fieldErrors } from '@passback/service-kit';
import { type Static, Type } from 'typebox';
import { CONSOLE_LIMITS } from '../limits.ts';

const strict = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const LocalDate = Type.String({ format: 'local-date' });
/** Ids are part of URLs and of ledger keys, so they keep to what needs no escaping. */
const DistrictId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' });

const PowerSchool = Type.Object(
  {
    connector: Type.Union([Type.Literal('xte'), Type.Literal('oneroster')]),
    baseUrl: Type.String({ format: 'http-url', maxLength: 500 }),
    clientId: Text(200),
    clientSecret: Type.Optional(Text(1_000)),
    minIntervalMs: Type.Integer({ minimum: 0, maximum: 60_000, default: 0 }),
    concurrency: Type.Integer({ minimum: 1, maximum: 32, default: 4 }),
    timeoutMs: Type.Integer({ minimum: 100, maximum: 120_000, default: 15_000 }),
    maxTitleLength: Type.Integer({ minimum: 20, maximum: 255, default: 50 }),
  },
  strict,
);

const GradingPeriod = Type.Object({ schoolId: Text(64), name: Text(100), start: LocalDate, end: LocalDate }, strict);

const Token = Type.Object(
  {
    sha256: Type.String({ pattern: '^[0-9a-fA-F]{64}$' }),
    roles: Type.Array(Type.Union([Type.Literal('otus'), Type.Literal('admin'), Type.Literal('viewer')]), {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    }),
  },
  strict,
);

/** A district as `DISTRICTS_FILE` and `PUT /v1/districts/{d}` give it. A key that is not known is an error: a typo would lose a setting. */
export const DistrictSettingsSchema = Type.Object(
  {
    districtId: DistrictId,
    name: Text(200),
    timeZone: Type.String({ format: 'time-zone' }),
    nightlyRunAt: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', default: '01:00' }),
    effectiveDate: Type.Union([LocalDate, Type.Null()], { default: null }),
    paused: Type.Boolean({ default: false }),
    pastDueAsZero: Type.Boolean({ default: false }),
    categories: Type.Record(Type.String(), Text(100), { default: {}, maxProperties: CONSOLE_LIMITS.categories }),
    powerschool: PowerSchool,
    gradingPeriods: Type.Union([Type.Array(GradingPeriod, { maxItems: CONSOLE_LIMITS.gradingPeriods }), Type.Null()], {
      default: null,
    }),
    tokens: Type.Optional(Type.Array(Token, { maxItems: CONSOLE_LIMITS.tokens })),
  },
  strict,
);

export type DistrictInput = Static<typeof DistrictSettingsSchema>;

const FORMATS: Readonly<Record<string, { readonly words: string; validate(text: string): boolean }>> = {
  'local-date': { words: 'must be a date of the calendar, as 2026-08-15', validate: isLocalDate },
  'time-zone': { words: 'must be an IANA time zone, as America/Chicago', validate: isTimeZone },
  'http-url': { words: 'must be an http or https URL', validate: isHttpUrl },
};

const ajv = createAjv();
for (const [name, { validate }] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate });
const validate = ajv.compile(DistrictSettingsSchema);

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // An offset such as +05:00 is taken there too, but it has no daylight saving: not what a district means.
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Checks settings and fills in defaults; every wrong field is named. What is given is not changed. */
export function checkDistrict(value: unknown): { settings: DistrictInput; errors: FieldError[] } {
  const settings = structuredClone(value) as DistrictInput;
  if (validate(settings)) return { settings, errors: periodErrors(settings) };
  const errors = (validate.errors ?? []).map((error) =>
    error.keyword === 'format' ? { ...error, message: FORMATS[String(error.params['format'])]?.words } : error,
  );
  return { settings, errors: fieldErrors(errors as Parameters<typeof fieldErrors>[0]) };
}

function periodErrors({ gradingPeriods }: DistrictInput): FieldError[] {
  return (gradingPeriods ?? []).flatMap(({ start, end }, index) =>
    end < start ? [{ path: `gradingPeriods[${index}].end`, message: 'must not be before start' }] : [],
  );
}
