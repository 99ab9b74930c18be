import { type TopicDefinition, topics } from '@passback/contracts';
import { traceIdOf } from '@passback/telemetry';
import { LIMITS } from '../limits.ts';
import { letterId, type LetterPlace, letterPlace } from './letter-id.ts';
import type { Letter } from './replay-letters.ts';

/** What may be shown of a letter: no student, no points, and no text that somebody wrote. */
export interface DescribedLetter {
  readonly id: string;
  readonly place: LetterPlace;
  readonly topic: string;
  /** Empty where it is not known, as the other ids. */
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly sectionId: string;
  readonly schema: string;
  readonly code: string;
  readonly cause: string;
  /** 0 where it does not say so. */
  readonly atMs: number;
  readonly bytes: number;
  /** `snapshot.scores[].points`; none where it cannot be decoded. */
  readonly fields: readonly string[];
  readonly traceId: string;
}

/** The codes that consumers put messages aside with. What an error said may quote the message, and is not shown. */
const CAUSES: Readonly<Record<string, string>> = {
  UNDECODABLE: 'the message does not decode',
  UNKNOWN_VALUE: 'a newer version wrote it, with a value that is not known here',
  UNKNOWN_DISTRICT: 'the district is not known',
  INVARIANT_BROKEN: 'the message says what cannot be',
  NOT_EVALUABLE: 'the unit could not be evaluated',
};

const ORIGINS: readonly TopicDefinition<unknown>[] = Object.values(topics).filter(
  (topic) => topic !== topics.deadLetters,
);
/** Their keys are ids of units; the others' are ids of districts. */
const KEYED_BY_UNIT: readonly TopicDefinition<unknown>[] = [topics.sectionAssessments, topics.outcomes];

/** What is known of a letter without asking anybody. Pure. */
export function describeLetter(letter: Letter): DescribedLetter {
  const { headers, value } = letter;
  const id = letterId(letter);
  const origin = ORIGINS.find(({ name }) => headers['x-origin-topic']?.endsWith(name));
  const content = origin === undefined ? null : decoded(origin, value);
  const code = headers['x-error-code'] ?? '';
  const cause = CAUSES[code];
  const at = Date.parse(headers['ce-time'] ?? '');
  return {
    id,
    place: letterPlace(id) ?? { partition: 0, offset: 0n },
    topic: origin?.name ?? 'another',
    ...idsOf(content, origin, letter.key),
    schema: origin?.type ?? '',
    code: cause === undefined ? 'OTHER' : code,
    cause: cause ?? 'another fault',
    atMs: Number.isNaN(at) ? 0 : at,
    bytes: value.byteLength,
    fields: fieldsOf(content),
    traceId: traceIdOf(headers['traceparent'] ?? null) ?? '',
  };
}

function decoded(origin: TopicDefinition<unknown>, value: Uint8Array): unknown {
  try {
    return origin.decode(value);
  } catch {
    // It is a dead letter for that.
    return null;
  }
}

type Ids = Pick<DescribedLetter, 'districtId' | 'sectionAssessmentId' | 'sectionId'>;

/** From its content, or from its key where that says nothing. */
function idsOf(content: unknown, origin: TopicDefinition<unknown> | undefined, key: string): Ids {
  const snapshot = partOf(content, 'snapshot');
  const [district = '', ...unit] = origin !== undefined && KEYED_BY_UNIT.includes(origin) ? key.split(':') : [key];
  const isKnown = origin !== undefined;
  return {
    districtId: textOf(content, 'districtId') || (isKnown ? idText(district) : ''),
    sectionAssessmentId:
      textOf(snapshot, 'sectionAssessmentId') || textOf(content, 'sectionAssessmentId') || idText(unit.join(':')),
    sectionId: textOf(partOf(snapshot, 'section'), 'sisSectionId'),
  };
}

function partOf(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textOf(from: unknown, name: string): string {
  const text = partOf(from, name);
  return typeof text === 'string' ? idText(text) : '';
}

/** What is longer is no id. */
function idText(text: string): string {
  return text.length <= LIMITS.letterIdLength ? text : '';
}

/** Names of the fields that have something in them. They are those of our own schemas, never of what somebody sent. */
function fieldsOf(content: unknown): readonly string[] {
  const fields = new Set<string>();
  const visit = (part: unknown, path: string): void => {
    if (fields.size >= LIMITS.letterFields) return;
    if (Array.isArray(part)) {
      for (const item of part.slice(0, LIMITS.letterItems)) visit(item, `${path}[]`);
      return;
    }
    if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) {
      for (const [name, inner] of Object.entries(part)) visit(inner, path === '' ? name : `${path}.${name}`);
      return;
    }
    if (part != null && part !== '' && path !== '') fields.add(path);
  };
  visit(content, '');
  return [...fields];
}
