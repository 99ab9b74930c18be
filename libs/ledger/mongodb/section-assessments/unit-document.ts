import {
  type DecisionPart,
  type DeliveryState,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type OtusPart,
  type SisState,
  type UnitRecord,
  type UnitSummary,
} from '@passback/domain';
import { hitsOf, hitsText } from '../../shared/reason-hits.ts';
import { unitKey } from '../../shared/unit-writes.ts';

/** Units are counted by the text of their hits as a whole. */
export interface StoredSummary extends Omit<UnitSummary, 'hits'> {
  readonly hits?: string;
}

/**
 * A unit as MongoDB holds it. The parts that nothing queries are JSON text: with 25 scores that is written three to five
 * times faster than as BSON, read back in two thirds of the time, and no name that a district chose becomes a field name.
 */
export interface UnitDocument {
  /** As `unitKey` makes it. */
  readonly _id: string;
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly version: number;
  readonly changedAt: number;
  readonly identifier: string;
  readonly section: string | null;
  readonly revision: number;
  readonly otus: string;
  readonly decision: string;
  /** Null until something was written to the SIS. */
  readonly sis: string | null;
  readonly delivery: DeliveryState;
  /** Of the claim; 0 without one. */
  readonly claimFence: number;
  readonly summary: StoredSummary;
  /** Which call wrote the last evaluation, outcome and claim: how a call finds out which of its writes took effect. */
  readonly evaluationWrite: string;
  readonly outcomeWrite: string | null;
  readonly claimWrite: string | null;
}

export function toUnitRecord(document: UnitDocument): UnitRecord {
  const { hits, ...summary } = document.summary;
  return {
    districtId: document.districtId,
    sectionAssessmentId: document.sectionAssessmentId,
    version: document.version,
    changedAt: document.changedAt,
    otus: JSON.parse(document.otus) as OtusPart,
    decision: JSON.parse(document.decision) as DecisionPart,
    sis: document.sis === null ? NOTHING_IN_SIS : (JSON.parse(document.sis) as SisState),
    // A document that is older than a part of it has that part as it is at the start.
    delivery: { ...NO_DELIVERY, ...document.delivery },
    summary: { ...summary, ...(hits !== undefined && { hits: hitsOf(hits) }) },
  };
}

export function storedSummary({ hits, ...summary }: UnitSummary): StoredSummary {
  return { ...summary, ...(hits !== undefined && { hits: hitsText(hits) }) };
}

/** The ids of a district's units are those between these two: a semicolon is what follows the colon. */
export function idRangeOf(districtId: string, after = ''): { readonly $gt: string; readonly $lt: string } {
  return { $gt: unitKey(districtId, after), $lt: `${unitKey(districtId, '').slice(0, -1)};` };
}
