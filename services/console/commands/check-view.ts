import type { CheckConnectionResponse } from '@passback/contracts';
import { type DescribedReason, describeReason, type Language, REASON_CODES, type ReasonCode } from '@passback/domain';
import { Type } from 'typebox';
import { Described, Nullable } from '../http/schemas.ts';
import type { CsvTable } from '../http/send-csv.ts';

const CHECKS = ['credentials', 'fieldAccess', 'terms', 'category'] as const;
const FINDINGS = ['ok', 'failed', 'missing', 'inactive', 'notReadable', 'notAsked'] as const;

/** One thing that was tested. */
export interface CheckView {
  readonly check: (typeof CHECKS)[number];
  readonly ok: boolean;
  readonly finding: (typeof FINDINGS)[number];
  /** Null where all is well. */
  readonly code: ReasonCode | null;
  /** PowerSchool's own words, or what exactly is missing; empty where all is well. */
  readonly message: string;
  /** The code in words: what is the matter and what to do. */
  readonly words: DescribedReason | null;
  readonly teacherId: string | null;
  readonly category: string | null;
  readonly schoolId: string | null;
  readonly termId: string | null;
}

export const CheckSchema = Type.Object({
  check: Type.Enum([...CHECKS]),
  ok: Type.Boolean(),
  finding: Type.Enum([...FINDINGS], {
    description:
      'Of a category: missing or inactive as the teacher has it; notReadable, without a category: none of the teacher’s could be read. ' +
      'notAsked: the time was up, or PowerSchool answered nothing any more; the message says of how many',
  }),
  code: Nullable(Type.Enum([...REASON_CODES]), 'Null where all is well'),
  message: Type.String({ description: 'PowerSchool’s own words, or what exactly is missing; empty where all is well' }),
  words: Nullable(Described, 'The code in words; null where all is well'),
  teacherId: Nullable(Type.String(), 'SIS teacher id; null where it is of no teacher'),
  category: Nullable(Type.String(), 'Null where it is of no one category'),
  schoolId: Nullable(Type.String(), 'SIS school id'),
  termId: Nullable(Type.String(), 'SIS term id of the teacher’s section that was asked for'),
});

/** The checks as a file, in the order in which they were made: teacher by category, the rest of the district before them. */
export const CHECK_TABLE: CsvTable<CheckView> = {
  name: 'connection-check',
  columns: [
    ...['teacherId', 'category', 'check', 'finding', 'ok', 'code', 'message', 'what it means', 'what to do', 'who'],
    ...['schoolId', 'termId'],
  ],
  rowOf: ({ teacherId, category, check, finding, ok, code, message, words, schoolId, termId }) => [
    ...[teacherId, category, check, finding, String(ok), code, message],
    ...[words?.message ?? null, words?.fix ?? null, words?.who ?? null],
    ...[schoolId, termId],
  ],
};

/** Protobuf says "none" with the empty text. */
export function checkView(
  {
    check,
    ok,
    finding,
    code,
    message,
    teacherId,
    category,
    schoolId,
    termId,
  }: CheckConnectionResponse['checks'][number],
  language: Language,
): CheckView {
  const known = codeOf(code);
  return {
    check: check as CheckView['check'],
    ok,
    finding: finding as CheckView['finding'],
    code: known,
    message,
    words: known === null ? null : describeReason({ code: known }, language),
    teacherId: orNull(teacherId),
    category: orNull(category),
    schoolId: orNull(schoolId),
    termId: orNull(termId),
  };
}

function codeOf(text: string): ReasonCode | null {
  return REASON_CODES.find((code) => code === text) ?? null;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
