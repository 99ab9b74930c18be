import type { DeadLetter } from '@passback/contracts';
import { Type } from 'typebox';
import { isoOf } from '../http/instants.ts';
import { Count, Instant, Nullable } from '../http/schemas.ts';

/** What is shown of a dead letter: no student, no points, no text of its message. */
export interface LetterView {
  readonly id: string;
  readonly topic: string;
  readonly districtId: string | null;
  readonly sectionAssessmentId: string | null;
  readonly sectionId: string | null;
  readonly schema: string | null;
  readonly code: string;
  readonly cause: string;
  readonly at: string | null;
  readonly bytes: number;
  readonly state: string;
  readonly outlook: string;
  readonly fields: readonly string[];
  readonly mark: { readonly at: string; readonly by: string; readonly reason: string | null } | null;
  readonly traceId: string | null;
}

const TextOrNone = Nullable(Type.String());

export const Letter = Type.Object({
  id: Type.String({ description: '`topic/partition/offset` of the letter itself' }),
  topic: Type.String({ description: 'The topic that it was put aside from' }),
  districtId: TextOrNone,
  sectionAssessmentId: TextOrNone,
  sectionId: Nullable(Type.String(), 'Of the SIS'),
  schema: Nullable(Type.String(), 'Type and version of its message'),
  code: Type.String({
    description:
      'Why it was put aside: UNDECODABLE · UNKNOWN_VALUE · UNKNOWN_DISTRICT · INVARIANT_BROKEN · NOT_EVALUABLE · OTHER',
  }),
  cause: Type.String({ description: 'The code in words' }),
  at: Nullable(Instant, 'When its message was written; UTC'),
  bytes: Count,
  state: Type.Enum(['waiting', 'replayed', 'dismissed'], {
    description: '`replayed`: taken in, or overtaken by what came later',
  }),
  outlook: Type.Enum(['readable', 'overtaken', 'repeated', 'unreadable', 'unknownDistrict', 'foreign'], {
    description: 'What a replay finds: only what is `readable` is given back',
  }),
  fields: Type.Array(Type.String(), {
    description: 'Names of the fields that it has, without what stands in them; none where it cannot be decoded',
  }),
  mark: Nullable(
    Type.Object({
      at: Instant,
      by: Type.String({ description: '`person:` and 12 hex digits' }),
      reason: Nullable(Type.String(), 'Of a dismissal'),
    }),
    'What somebody did with it',
  ),
  traceId: Nullable(Type.String(), 'Of the request that brought it'),
});

/** Protobuf says "none" with zero and the empty text. */
export function letterView({ atMs, mark, fields, ...letter }: DeadLetter): LetterView {
  const { id, topic, code, cause, bytes, state, outlook } = letter;
  return {
    ...{ id, topic, code, cause, bytes, state, outlook, fields },
    districtId: textOrNull(letter.districtId),
    sectionAssessmentId: textOrNull(letter.sectionAssessmentId),
    sectionId: textOrNull(letter.sectionId),
    schema: textOrNull(letter.schema),
    at: atMs === 0 ? null : isoOf(atMs),
    mark: mark === undefined ? null : { at: isoOf(mark.atMs), by: mark.by, reason: textOrNull(mark.reason) },
    traceId: textOrNull(letter.traceId),
  };
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}
