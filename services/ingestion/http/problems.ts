import { type FieldError, HttpProblem, problemAnswer } from '@passback/service-kit';
import type { TSchema } from 'typebox';

/** The answers that every call of this API can give beside its own. */
export const PROBLEMS = {
  400: problemAnswer('Not valid: every wrong field is named'),
  401: problemAnswer('No known bearer token'),
  403: problemAnswer('The token is for another district or lacks the role otus'),
  413: problemAnswer('Larger than the limit'),
  414: problemAnswer('A part of the path is longer than any id'),
  415: problemAnswer('Not the media type, or an encoding, that is taken'),
  429: problemAnswer('Too many requests without a known token from this address; Retry-After says when to come again'),
  503: problemAnswer('The broker cannot take it now; Retry-After says when to come again'),
} as const satisfies Readonly<Record<number, { content: Readonly<Record<string, { schema: TSchema }>> }>>;

/** 400 with everything that is wrong with a body. */
export function notValid(errors: readonly FieldError[]): HttpProblem {
  return new HttpProblem(400, 'The request is not valid', { detail: `${errors.length} wrong in body`, errors });
}
