import { DELIVERY_REASON_WORDS } from './delivery-reason-words.ts';
import { DEFAULT_LANGUAGE, type Language } from './language.ts';
import type { Reason, ReasonCode } from './reason-codes.ts';
import type { ReasonEntry, ReasonVariant, ReasonWords } from './reason-words.ts';
import { SCORE_REASON_WORDS } from './score-reason-words.ts';
import { SPANISH_WORDS } from './spanish/spanish-words.ts';
import type { Sentences, TranslatedEntry } from './translated-words.ts';
import { UNIT_REASON_WORDS } from './unit-reason-words.ts';

/** The words of every code, in English. */
export const REASON_CATALOGUE: Readonly<Record<ReasonCode, ReasonEntry>> = {
  ...UNIT_REASON_WORDS,
  ...SCORE_REASON_WORDS,
  ...DELIVERY_REASON_WORDS,
};

/** The catalogue's sentences in the languages that it is not in itself. */
export const TRANSLATIONS: Readonly<Partial<Record<Language, Readonly<Record<ReasonCode, TranslatedEntry>>>>> = {
  es: SPANISH_WORDS,
};

/** A reason in words: what is the matter, what to do, and who can do it. */
export interface DescribedReason extends ReasonWords {
  readonly code: ReasonCode;
}

/** The reason in the catalogue's words, or in those of `language`, with its params filled in where they are there. Any stored reason gives a sentence. */
export function describeReason({ code, params = {} }: Reason, language: Language = DEFAULT_LANGUAGE): DescribedReason {
  const { variants = [], ...words } = REASON_CATALOGUE[code];
  const better = variants.findIndex((variant) => fits(variant, params));
  const english: ReasonWords = { ...words, ...variants[better]?.words };
  const translated = TRANSLATIONS[language]?.[code];
  const { message, fix }: Sentences = translated ? { ...translated, ...translated.variants?.[better] } : english;
  return { code, level: english.level, message: fill(message, params), fix: fill(fix, params), who: english.who };
}

type Params = NonNullable<Reason['params']>;

function fits({ when }: ReasonVariant, params: Params): boolean {
  return Object.entries(when).every(([name, value]) =>
    value === true ? Object.hasOwn(params, name) : params[name] === value,
  );
}

function fill(sentence: string, params: Params): string {
  // A name in braces, as {dueDate}. A function, since the value may hold `$&`.
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
}
