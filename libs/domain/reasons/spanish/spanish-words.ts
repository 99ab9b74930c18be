import type { ReasonCode } from '../reason-codes.ts';
import type { TranslatedEntry } from '../translated-words.ts';
import { SPANISH_DELIVERY_WORDS } from './spanish-delivery-words.ts';
import { SPANISH_SCORE_WORDS } from './spanish-score-words.ts';
import { SPANISH_UNIT_WORDS } from './spanish-unit-words.ts';

/** The sentences of every code in Spanish. */
export const SPANISH_WORDS: Readonly<Record<ReasonCode, TranslatedEntry>> = {
  ...SPANISH_UNIT_WORDS,
  ...SPANISH_SCORE_WORDS,
  ...SPANISH_DELIVERY_WORDS,
};
