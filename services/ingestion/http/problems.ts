import { type FieldError, HttpProblem } from '@passback/service-kit';
import { type TSchema, Type } from 'typebox';

export const ErrorsSchema = Type.Unsafe<readonly FieldError[]>(
  Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
    description: 'Every wrong field, as scores[3].points; the empty path is the whole body',
  }),
);

/** RFC 9457, for the API's description. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(ErrorsSchema),
  },
  { additionalProperties: true, description: 'Problem details (RFC 9457)' },
);

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});

/** The answers that every call of this API can give beside its own. */
export const PROBLEMS = {
  400: problem('Not valid: every wrong field is named'),
  401: problem('No known bearer token'),
  403: problem('The token is for another district or lacks the role otus'),
  413: problem('Larger than the limit'),
  415: problem('Not the media type, or an encoding, that is taken'),
  503: problem('The broker cannot take it now; Retry-After says when to come again'),
} as const satisfies Readonly<Record<number, { content: Readonly<Record<string, { schema: TSchema }>> }>>;

/** 400 with everything that is wrong with a body. */
export function notValid(errors: readonly FieldError[]): HttpProblem {
  return new HttpProblem(400, 'The request is not valid', { detail: `${errors.length} wrong in body`, errors });
}
