import type { OwnRefusal } from './own-refusals.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { ReasonEntry, ReasonWords } from './reason-words.ts';

/** What of a reason's words is said in the reader's language; level and who are the catalogue's alone. */
export type Sentences = Pick<ReasonWords, 'message' | 'fix'>;

/** An entry of the catalogue in another language; the variants stand in the catalogue's order. */
interface TranslatedEntry extends Sentences {
  readonly variants?: readonly Partial<Sentences>[];
}

/** All that a reason says, in another language. */
export interface Translation {
  readonly words: Readonly<Record<ReasonCode, TranslatedEntry>>;
  readonly refusals: Readonly<Record<OwnRefusal, string>>;
}

type SentencesOf<Words> = { readonly [Name in keyof Words & keyof Sentences]: string };
type VariantsOf<Variants> = {
  readonly [Index in keyof Variants]: Variants[Index] extends { readonly words: infer Words }
    ? SentencesOf<Words>
    : never;
};

/** Just the sentences that these entries have in English: a code, a variant or a sentence that is left out does not compile. */
export type Translated<Entries extends Partial<Record<string, ReasonEntry>>> = {
  readonly [Code in keyof Entries]: SentencesOf<Entries[Code]> &
    (Entries[Code] extends { readonly variants: infer Variants }
      ? { readonly variants: VariantsOf<Variants> }
      : { readonly variants?: never });
};
