import { UNIT_STATES, type UnitState } from '../parts/unit-states.ts';

export const TERMS = ['current', 'all'] as const;
export type Term = (typeof TERMS)[number];

/** What of the list is looked at; kept in the page's address. */
export interface Filter {
  readonly state?: UnitState;
  /** A reason code. */
  readonly reason?: string;
  readonly search?: string;
  readonly student?: string;
  /** Which terms: the one of today, or all of them. Left out, it is as the reader’s role has it. */
  readonly term?: Term;
  /** Of the page before. */
  readonly cursor?: string;
}

const TEXTS = ['reason', 'search', 'student', 'cursor'] as const;

/** As much of an address's parameters as is a filter; the rest is left. */
export function readFilter({ state, term, ...others }: Record<string, unknown>): Filter {
  const knownTerm = TERMS.find((name) => name === term);
  const known = UNIT_STATES.find((name) => name === state);
  const texts = TEXTS.flatMap((key) => {
    // The router reads a text of digits as a number.
    const text = typeof others[key] === 'number' ? String(others[key]) : others[key];
    return typeof text === 'string' && text !== '' ? [[key, text] as const] : [];
  });
  return {
    ...(known !== undefined && { state: known }),
    ...(knownTerm !== undefined && { term: knownTerm }),
    ...Object.fromEntries(texts),
  };
}
