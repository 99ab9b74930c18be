import {
  type DeliveryFailure,
  type DeliveryState,
  type EpochMs,
  explainSectionAssessment,
  type ScoreTally,
  summarize,
  type UnitExplanation,
  type UnitRecord,
} from '@passback/domain';
import type { OutcomeWrite } from '@passback/ledger';
import type { AttemptFailure, DeliveryResult } from './delivery-result.ts';
import { FAILURE_POLICY, nextAttemptInMs, type RetryPolicy } from './failure-policy.ts';

export interface OutcomeFacts {
  /** The unit as the ledger has it now: as claimed, or newer where Otus or the rules moved on meanwhile. */
  readonly record: UnitRecord;
  /** The attempt as counted at the claim; a record that counts less was asked for anew since. */
  readonly claimedAttempt: number;
  readonly fence: number;
  readonly result: DeliveryResult;
  readonly settingsVersion: number;
  readonly now: EpochMs;
  /** From [0, 1). */
  readonly jitter: number;
  readonly retry: RetryPolicy;
}

export interface SettledOutcome {
  readonly write: OutcomeWrite;
  /** The unit as it stands once that is written. */
  readonly record: UnitRecord;
  readonly explanation: UnitExplanation;
}

/** What is recorded of an attempt: what PowerSchool has now, and when the unit's next turn is. Pure. */
export function settleOutcome(facts: OutcomeFacts): SettledOutcome {
  const { record, result } = facts;
  const wasAskedAnew = record.delivery.attempt < facts.claimedAttempt;
  const next: DeliveryState = {
    ...record.delivery,
    ...(wasAskedAnew ? {} : nextTurn(facts)),
    claim: null,
    intent: intentToKeep(facts),
    failure: failureToRecord(facts),
  };
  const standing = withParts(record, result.sis, next);
  const explanation = explainSectionAssessment(standing);
  const tally = wasAskedAnew || !isOutcome(result) ? next.tally : tallyOf(explanation, record, result);
  const delivery = { ...next, tally };
  const { districtId, sectionAssessmentId, summary } = standing;
  return {
    record: { ...standing, delivery },
    explanation,
    write: {
      districtId,
      sectionAssessmentId,
      expectedVersion: record.version,
      fence: facts.fence,
      sis: result.sis,
      delivery,
      summary,
      changedAt: facts.now,
    },
  };
}

/** What says at the next claim that an assignment may have been made unseen, and when at the latest. */
function intentToKeep({ record, result }: OutcomeFacts): DeliveryState['intent'] {
  const { intent } = record.delivery;
  if (!result.isCreateUncertain || intent === null) return null;
  return result.createAskedAt === null ? intent : { ...intent, createAskedAt: result.createAskedAt };
}

/** A unit that was handed back untouched came to nothing yet. */
function isOutcome({ end, sent }: DeliveryResult): boolean {
  return end.kind !== 'givenBack' || sent.length > 0;
}

function nextTurn(facts: OutcomeFacts): Pick<DeliveryState, 'dueAt' | 'attempt' | 'redrive' | 'repair'> {
  const { record, result, now } = facts;
  const { attempt, redrive, repair } = record.delivery;
  const uncounted = Math.max(0, attempt - 1);
  if (result.end.kind === 'done') return { dueAt: null, attempt, redrive: false, repair: null };
  if (result.end.kind === 'givenBack') return { dueAt: result.end.dueAt, attempt: uncounted, redrive, repair };
  const { failure } = result.end;
  const policy = FAILURE_POLICY[failure.class];
  return {
    attempt: policy.counts ? attempt : uncounted,
    dueAt: nextDueAt(facts, failure),
    ...(policy.next === 'giveUp' ? { redrive: false, repair: null } : { redrive, repair }),
  };

  function nextDueAt({ retry, jitter }: OutcomeFacts, { retryAfterMs, class: kind }: AttemptFailure): EpochMs | null {
    switch (FAILURE_POLICY[kind].next) {
      case 'giveUp':
        return null;
      case 'stayDue':
        return record.delivery.dueAt ?? now;
      case 'wait':
        return now + (retryAfterMs ?? retry.throttledDelayMs);
      case 'backOff': {
        const delayMs = nextAttemptInMs(retry, attempt, jitter, retryAfterMs);
        return delayMs === null ? null : now + delayMs;
      }
    }
  }
}

function failureToRecord({ record, result, settingsVersion, now }: OutcomeFacts): DeliveryFailure | null {
  if (result.end.kind === 'done') return null;
  const { failure } = result.end;
  if (failure === null) return record.delivery.failure;
  const { code, message, class: kind } = failure;
  return { code, class: kind, message, at: now, revision: record.otus.snapshot.revision, settingsVersion };
}

function withParts(record: UnitRecord, sis: UnitRecord['sis'], delivery: DeliveryState): UnitRecord {
  const { otus, decision, summary } = record;
  return {
    ...record,
    sis,
    delivery,
    summary: summarize({ snapshot: otus.snapshot, decision, sis, delivery, previousCauses: summary.causes }),
  };
}

/** Sent adds up over the attempts of a run; the rest is as it stands now. */
function tallyOf({ scores }: UnitExplanation, { delivery }: UnitRecord, { sent }: DeliveryResult): ScoreTally {
  const tally = { sent: (delivery.tally?.sent ?? 0) + sent.length, kept: 0, held: 0, rejected: 0 };
  for (const { state } of scores) {
    if (state === 'kept' || state === 'held' || state === 'rejected') tally[state] += 1;
  }
  return tally;
}
