import type { PreviewResponse } from '@passback/contracts';
import { type DescribedReason, describeReason, type Language, REASON_CODES, type ReasonCode } from '@passback/domain';
import { Type } from 'typebox';
import { Counts, Described } from '../http/schemas.ts';
import type { CsvTable } from '../http/send-csv.ts';
import { fixesOf } from './list-csv.ts';

/** In the order in which they are listed. */
export const PREVIEW_EFFECTS = ['create', 'update', 'scoresOnly', 'held', 'none'] as const;
type PreviewEffect = (typeof PREVIEW_EFFECTS)[number];

/** What a night would do to one unit. */
export interface PreviewItem {
  readonly sectionAssessmentId: string;
  readonly identifier: string;
  /** As PowerSchool would have it. */
  readonly title: string;
  readonly effect: PreviewEffect;
  readonly scores: { readonly send: number; readonly keep: number; readonly held: number };
  /** Of the unit, and of its scores. */
  readonly reasons: readonly ReasonCode[];
  readonly words: readonly DescribedReason[];
}

export const PreviewItemSchema = Type.Object({
  sectionAssessmentId: Type.String(),
  identifier: Type.String(),
  title: Type.String({ description: 'As PowerSchool would have it' }),
  effect: Type.Enum([...PREVIEW_EFFECTS]),
  scores: Counts('send', 'keep', 'held'),
  reasons: Type.Array(Type.Enum([...REASON_CODES]), { description: 'Of the unit, and of its scores' }),
  words: Type.Array(Described, { description: 'The reasons in words' }),
});

/** What the rules service says of one unit, in words. */
export function previewItem(
  { scores, effect, reasons: codes, ...unit }: PreviewResponse['items'][number],
  language: Language,
): PreviewItem {
  const reasons = codes as ReasonCode[];
  return {
    ...unit,
    effect: effect as PreviewEffect,
    scores: scores ?? { send: 0, keep: 0, held: 0 },
    reasons,
    words: reasons.map((code) => describeReason({ code }, language)),
  };
}

export const PREVIEW_TABLE: CsvTable<PreviewItem> = {
  name: 'preview',
  columns: ['sectionAssessmentId', 'identifier', 'title', 'effect', 'send', 'keep', 'held', 'reasons', 'what to do'],
  rowOf: ({ sectionAssessmentId, identifier, title, effect, scores: { send, keep, held }, reasons, words }) => [
    ...[sectionAssessmentId, identifier, title, effect, send, keep, held],
    ...[reasons.join(' '), fixesOf(words)],
  ],
};
