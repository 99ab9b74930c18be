import { LANGUAGES } from '@passback/domain';
import { problemAnswer } from '@passback/service-kit';
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

export const DistrictParams = Type.Object({ districtId: Type.String({ minLength: 1 }) });

/** Query parameters: a name that is not known is an error, since a filter with a typing error would show everything. */
export function Query<P extends TProperties>(parameters: P) {
  return Type.Object(parameters, { additionalProperties: false });
}

export function Limit(most: number, byDefault: number) {
  return Type.Integer({ minimum: 1, maximum: most, default: byDefault });
}

/** As what a list is answered, `rows`: which of them the file has, and in which language: a link to a file can set no header. */
export const FileParameters = (rows: string) => ({
  format: Type.Optional(Type.Enum(['json', 'csv'], { default: 'json', description: `csv: one file of ${rows}` })),
  language: Type.Optional(
    Type.Enum([...LANGUAGES], { description: 'Of the words; left out: as `Accept-Language` says' }),
  ),
});

/** What every call can answer beside its own; for the API's description. */
export const PROBLEMS = {
  400: problemAnswer('Not valid: every wrong field is named'),
  401: problemAnswer('No known bearer token, and no session'),
  403: problemAnswer(
    'The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong',
  ),
  404: problemAnswer('Not here'),
  414: problemAnswer('A part of the path is longer than any id'),
  429: problemAnswer('Too many requests without a known token from this address; Retry-After says when to come again'),
  503: problemAnswer('The ledger or a service behind this one is away; Retry-After says when to come again'),
} as const;

/** The answer of a call, described by its properties; what is sent is `T` as it is. */
export function Answer<T>(description: string, properties: TProperties) {
  return Type.Unsafe<T>(Type.Object(properties, { description }));
}

export const Count = Type.Integer({ minimum: 0 });
export const Instant = Type.String({ format: 'date-time', description: 'UTC' });
export const Counts = (...names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Count])));
export const CountsByCode = Type.Record(Type.String(), Count, { description: 'By reason code' });

/** What may be null; `description` beside what the schema itself says. */
export function Nullable<S extends TSchema>(schema: S, description?: string) {
  return Type.Unsafe<Static<S> | null>({
    ...schema,
    nullable: true,
    ...(description !== undefined && { description }),
  });
}

/** Who asked for something; `itself`: what stands there where no caller did. */
export const AskedBy = (itself: 'file' | 'schedule') =>
  Type.String({
    description: `\`${itself}\`, the first 12 hex digits of the token’s hash, or \`person:\` and those of a person’s id`,
  });

/** A reason in words. */
export const Described = Type.Object({
  code: Type.String(),
  level: Type.Enum(['info', 'warning', 'error']),
  message: Type.String(),
  fix: Type.String(),
  who: Type.Enum(['teacher', 'otusAdmin', 'powerschoolAdmin', 'nobody']),
});
