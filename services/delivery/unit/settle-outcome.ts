import {
  type EpochMs,
  keepNewDoubts,
  type RetryPolicy,
  type ScoreStateOf,
  scoreStates,
  type ScoreTally,
  settleDelivery,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import type { AttemptRecord, OutcomeWrite } from '@passback/ledger';
import type { DeliveryResult } from './delivery-result.ts';
import type { AttemptTrace } from './trace-delivery.ts';

/** An attempt that is over and not recorded yet. */
export interface Outcome {
  /** As claimed. */
  readonly record: UnitRecord;
  readonly result: DeliveryResult;
  readonly attempt: AttemptRecord | null;
  readonly trace: AttemptTrace;
  readonly settingsVersion: number;
}

export interface OutcomeFacts {
  /** The unit as the ledger has it now: as claimed, or newer where Otus or the rules moved on meanwhile. */
  readonly record: UnitRecord;
  /** As claimed. */
  readonly claimed: UnitRecord;
  readonly fence: number;
  readonly result: DeliveryResult;
  readonly now: EpochMs;
  /** From [0, 1). */
  readonly jitter: number;
  readonly retry: RetryPolicy;
}

export interface SettledOutcome {
  readonly write: OutcomeWrite;
  /** The unit as it stands once that is written. */
  readonly record: UnitRecord;
  /** Where each of its scores stands then. */
  readonly scores: readonly ScoreStateOf[];
}

/** What is recorded of an attempt: what PowerSchool has now, and when the unit's next turn is. Pure. */
export function settleOutcome(facts: OutcomeFacts): SettledOutcome {
  const { record, claimed, result } = facts;
  const { otus, decision, summary: before } = record;
  // A record that counts fewer attempts was asked for anew since.
  const wasAskedAnew = record.delivery.attempt < claimed.delivery.attempt;
  const revision = otus.snapshot.revision;
  const next = settleDelivery(record.delivery, { ...facts, ...result, wasAskedAnew, revision });
  const sis = keepNewDoubts(result.sis, claimed, record);
  const parts = { snapshot: otus.snapshot, decision, sis, delivery: next };
  const summary = summarize({ ...parts, previousCauses: before.causes });
  const standing: UnitRecord = { ...record, sis, delivery: next, summary };
  const scores = scoreStates(standing);
  const tally = wasAskedAnew || !isOutcome(result) ? next.tally : tallyOf(scores, record, result);
  const delivery = { ...next, tally };
  const { districtId, sectionAssessmentId } = record;
  return {
    record: { ...standing, delivery },
    scores,
    write: {
      districtId,
      sectionAssessmentId,
      expectedVersion: record.version,
      fence: facts.fence,
      sis,
      delivery,
      summary,
      changedAt: facts.now,
    },
  };
}

/** A unit that was handed back untouched came to nothing yet. */
function isOutcome({ end, sent }: DeliveryResult): boolean {
  return end.kind !== 'givenBack' || sent.length > 0;
}

/** Sent adds up over the attempts of a run; the rest is as it stands now. */
function tallyOf(scores: readonly ScoreStateOf[], { delivery }: UnitRecord, { sent }: DeliveryResult): ScoreTally {
  const tally = { sent: (delivery.tally?.sent ?? 0) + sent.length, kept: 0, held: 0, rejected: 0 };
  for (const { state } of scores) {
    if (state === 'kept' || state === 'held' || state === 'rejected') tally[state] += 1;
  }
  return tally;
}
