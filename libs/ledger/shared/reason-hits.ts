import { REASON_CODES, UNIT_STATES, type ReasonCode, type UnitState } from '@passback/domain';
import type { ReasonHit } from '../port/section-assessments.ts';

/** States of units that are not where they should be: what the hits are counted over. */
export const NOT_IN_SYNC: readonly UnitState[] = UNIT_STATES.filter((state) => state !== 'inSync');

/** Units that have the same codes, with the sum of their scores: few of those, however many units there are. */
export interface ReasonCount {
  readonly reasons: readonly string[];
  readonly units: number;
  readonly scores: number;
}

const KNOWN_CODES: ReadonlySet<string> = new Set(REASON_CODES);

/** Adds up by code, most scores first, then most units. Codes of an older release that are no longer known are dropped. Pure. */
export function reasonHitsOf(counts: readonly ReasonCount[]): ReasonHit[] {
  const hits = new Map<ReasonCode, { units: number; scores: number }>();
  for (const { reasons, units, scores } of counts) {
    for (const code of reasons.filter(isKnown)) {
      const hit = hits.get(code) ?? { units: 0, scores: 0 };
      hits.set(code, { units: hit.units + units, scores: hit.scores + scores });
    }
  }
  return [...hits]
    .map(([code, hit]) => ({ code, ...hit }))
    .sort((a, b) => b.scores - a.scores || b.units - a.units || (a.code < b.code ? -1 : 1));
}

function isKnown(code: string): code is ReasonCode {
  return KNOWN_CODES.has(code);
}
