import { REASON_CODES, UNIT_STATES, type ReasonCode, type UnitHits, type UnitState } from '@passback/domain';
import type { ReasonHit } from '../port/section-assessments.ts';

/** States of units that are not where they should be: of those without `summary.hits`, what the reasons are counted over. */
export const NOT_IN_SYNC: readonly UnitState[] = UNIT_STATES.filter((state) => state !== 'inSync');

/** Units whose `summary.hits` are the same, as the text that is stored: few of those, however many units there are. */
export interface HitsCount {
  readonly hits: string;
  readonly units: number;
}

/** Units without `summary.hits` that have the same codes, with the sum of the scores that their last outcomes kept from being sent. */
export interface ReasonCount {
  readonly reasons: readonly string[];
  readonly units: number;
  readonly scores: number;
}

const KNOWN_CODES: ReadonlySet<string> = new Set(REASON_CODES);

export function hitsText(hits: UnitHits): string {
  return JSON.stringify(hits);
}

export function hitsOf(text: string): UnitHits {
  return JSON.parse(text) as UnitHits;
}

/** Adds up by code, most scores first, then most units. Codes of an older release that are no longer known are dropped. Pure. */
export function reasonHitsOf(counts: readonly HitsCount[], uncounted: readonly ReasonCount[]): ReasonHit[] {
  const sums = new Map<ReasonCode, Omit<ReasonHit, 'code'>>();
  const add = (code: string, { units, scores, redriveUnits }: Omit<ReasonHit, 'code'>): void => {
    if (!isKnown(code)) return;
    const sum = sums.get(code) ?? { units: 0, scores: 0, redriveUnits: 0 };
    sums.set(code, {
      units: sum.units + units,
      scores: sum.scores + scores,
      redriveUnits: sum.redriveUnits + redriveUnits,
    });
  };
  for (const { hits, units } of counts) {
    const { scores, redrive } = hitsOf(hits);
    for (const [code, each] of Object.entries(scores)) add(code, { units, scores: each * units, redriveUnits: 0 });
    for (const code of redrive) add(code, { units: 0, scores: 0, redriveUnits: units });
  }
  for (const { reasons, units, scores } of uncounted)
    for (const code of reasons) add(code, { units, scores, redriveUnits: 0 });
  return [...sums]
    .map(([code, sum]) => ({ code, ...sum }))
    .sort((a, b) => b.scores - a.scores || b.units - a.units || (a.code < b.code ? -1 : 1));
}

function isKnown(code: string): code is ReasonCode {
  return KNOWN_CODES.has(code);
}
