import { DELIVERY_REASON_WORDS } from './delivery-reason-words.ts';
import { DEFAULT_LANGUAGE, type Language, type TranslatedLanguage } from './language.ts';
import { ownRefusal } from './own-refusals.ts';
import type { Reason, ReasonCode } from './reason-codes.ts';
import type { ReasonEntry, ReasonVariant, ReasonWords } from './reason-words.ts';
import { SCORE_REASON_WORDS } from './score-reason-words.ts';
import { SPANISH } from './spanish/spanish.ts';
import type { Sentences, Translation } from './translated-words.ts';
import { UNIT_REASON_WORDS } from './unit-reason-words.ts';

/** The words of every code, in English. */
export const REASON_CATALOGUE: Readonly<Record<ReasonCode, ReasonEntry>> = {
  ...UNIT_REASON_WORDS,
  ...SCORE_REASON_WORDS,
  ...DELIVERY_REASON_WORDS,
};

/** The languages that the catalogue is not in itself. */
export const TRANSLATIONS: Readonly<Record<TranslatedLanguage, Translation>> = { es: SPANISH };

/** A reason in words: what is the matter, what to do, and who can do it. */
export interface DescribedReason extends ReasonWords {
  readonly code: ReasonCode;
}

/** The reason in the catalogue's words, or in those of `language`, with its params filled in where they are there. Any stored reason gives a sentence. */
export function describeReason({ code, params = {} }: Reason, language: Language = DEFAULT_LANGUAGE): DescribedReason {
  const { variants = [], ...words } = REASON_CATALOGUE[code];
  const better = variants.findIndex((variant) => fits(variant, params));
  const english = { ...words, ...variants[better]?.words };
  const { message, fix } = language === DEFAULT_LANGUAGE ? english : sentencesIn(language, code, better);
  const named = language === DEFAULT_LANGUAGE ? params : paramsIn(language, params);
  return { code, level: english.level, message: fill(message, named), fix: fill(fix, named), who: english.who };
}

type Params = NonNullable<Reason['params']>;

/** `variant`: its index in the catalogue; −1 for none. */
function sentencesIn(language: TranslatedLanguage, code: ReasonCode, variant: number): Sentences {
  const { variants, ...words } = TRANSLATIONS[language].words[code];
  return { ...words, ...variants?.[variant] };
}

/** Dates, numbers and names are the same everywhere, and PowerSchool is quoted in its own words; where it is we who refused, ours are translated. */
function paramsIn(language: TranslatedLanguage, params: Params): Params {
  const refusal = ownRefusal(params['said']);
  return refusal === undefined ? params : { ...params, said: TRANSLATIONS[language].refusals[refusal] };
}

function fits({ when }: ReasonVariant, params: Params): boolean {
  return Object.entries(when).every(([name, value]) =>
    value === true ? Object.hasOwn(params, name) : params[name] === value,
  );
}

function fill(sentence: string, params: Params): string {
  // A name in braces, as {dueDate}. A function, since the value may hold `$&`.
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
}
