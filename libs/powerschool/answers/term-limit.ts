import { brokenAnswer } from '../failures/classify.ts';

/** A school has about ten terms a year. All of them are compared with each other, so what has more is refused. */
const MAX_TERMS_A_YEAR = 300;

/** Throws where PowerSchool lists more terms of one school year than a school can have. */
export function checkTermCount(terms: readonly unknown[], route: string): void {
  if (terms.length > MAX_TERMS_A_YEAR)
    throw brokenAnswer({ method: 'GET', route }, 200, `more than ${MAX_TERMS_A_YEAR} terms of a school year`);
}
