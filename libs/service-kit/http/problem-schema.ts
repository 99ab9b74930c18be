import { Type } from 'typebox';
import type { FieldError } from '../config/validation.ts';

export const ErrorsSchema = Type.Unsafe<readonly FieldError[]>(
  Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
    description: 'Every wrong field, as scores[3].points; the empty path is the whole body',
  }),
);

/** RFC 9457 as `HttpProblem` answers it; an API may add what it has to say besides. */
const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    errors: ErrorsSchema,
  },
  { additionalProperties: true, description: 'Problem details (RFC 9457)' },
);

/** A problem among the answers of a call, for the API's description. */
export function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: ProblemSchema } } };
}
