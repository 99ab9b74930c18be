import type { Translation } from '../translated-words.ts';
import { SPANISH_DELIVERY_WORDS } from './spanish-delivery-words.ts';
import { SPANISH_REFUSALS } from './spanish-refusals.ts';
import { SPANISH_SCORE_WORDS } from './spanish-score-words.ts';
import { SPANISH_UNIT_WORDS } from './spanish-unit-words.ts';

/** All that a reason says, in Spanish. */
export const SPANISH: Translation = {
  words: { ...SPANISH_UNIT_WORDS, ...SPANISH_SCORE_WORDS, ...SPANISH_DELIVERY_WORDS },
  refusals: SPANISH_REFUSALS,
};
