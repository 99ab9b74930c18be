import type { EpochMs } from '../facts/section-assessment.ts';
import { countWithin } from '../facts/unit-size.ts';
import { carriedWrites } from './carried-writes.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { CarriedWrites, DeliveryFailure, DeliveryState, FailureClass, Repair } from './delivery-state.ts';
import { diffGradebook } from './diff-gradebook.ts';
import { presumedSis } from './doubt.ts';
import { FAILURE_POLICY, nextAttemptInMs, type RetryPolicy } from './failure-policy.ts';
import type { Effect } from './effect.ts';
import type { SisState } from './sis-state.ts';
import type { UnitRecord } from './unit-record.ts';

/** What a run asks delivery for. */
export interface DeliveryRequest {
  readonly dueAt: EpochMs;
  readonly runId: string;
  readonly redrive: boolean;
  /** Left out: none. */
  readonly repair?: Repair | null;
}

/** Rules: the unit becomes due for a run. A claim and its intent are left alone: an attempt may be under way. Pure. */
export function requestDelivery(delivery: DeliveryState, request: DeliveryRequest): DeliveryState {
  const { dueAt, runId, redrive, repair = null } = request;
  return { ...delivery, dueAt, runId, redrive, repair, attempt: 0, failure: null, tally: null };
}

export interface Claim {
  readonly owner: string;
  readonly fence: number;
  readonly now: EpochMs;
}

/** Attempts whose ends are not known, of which it is remembered what they carried. */
const MAX_ATTEMPTS_CARRIED = 4;
/** Their part of the 1 MiB of a record. What an older one carried is a teacher's to us. */
const MAX_CARRIED_BYTES = 96 * 1024;
/** Of one row, without its ids. */
const CARRIED_ROW_BYTES = 80;

function latestWithin(carried: readonly CarriedWrites[]): readonly CarriedWrites[] {
  const latestFirst = carried.slice(-MAX_ATTEMPTS_CARRIED).reverse();
  return latestFirst.slice(0, countWithin(latestFirst, MAX_CARRIED_BYTES, bytesCarried)).reverse();
}

function bytesCarried({ scores }: CarriedWrites): number {
  return scores.reduce(
    (sum, [sisStudentId, , scoreId, studentId]) =>
      sum + CARRIED_ROW_BYTES + sisStudentId.length + scoreId.length + studentId.length,
    0,
  );
}

/**
 * What an attempt has to do, with `sis` as it is known by then. Refused scores are tried again whenever a run asked for the delivery.
 * Pure.
 */
export function effectOfAttempt({ otus, decision, delivery }: UnitRecord, sis: SisState): Effect {
  const { redrive, repair } = delivery;
  return diffGradebook({ snapshot: otus.snapshot, decision, sis }, { redrive, repair, retryRefused: true });
}

/**
 * Delivery: the record as it is once `claim` holds it. The claim is the write-ahead intent: it notes what this attempt may write before
 * any request is made. An intent that is there already is the older truth and stays, and what it carried is in doubt from here on. Pure.
 */
export function claimUnit(record: UnitRecord, { owner, fence, now }: Claim): UnitRecord {
  const { delivery, otus, decision } = record;
  const { snapshot } = otus;
  const sis = presumedSis(record.sis, delivery);
  const effect = effectOfAttempt(record, sis);
  const carried = carriedWrites(snapshot, decision, effect, now);
  const before = delivery.intent?.carried ?? [];
  const all = carried === null ? before : latestWithin([...before, carried]);
  const intent = delivery.intent ?? { startedAt: now, revision: snapshot.revision };
  return {
    ...record,
    version: record.version + 1,
    changedAt: now,
    sis,
    delivery: {
      ...delivery,
      attempt: delivery.attempt + 1,
      claim: { owner, fence, at: now },
      intent: all.length === 0 ? intent : { ...intent, carried: all },
    },
    summary: { ...record.summary, state: 'sending' },
  };
}

/** Why an attempt failed, in PowerSchool's own words. */
export interface AttemptFailure {
  readonly class: FailureClass;
  readonly code: ReasonCode;
  readonly message: string;
  readonly retryAfterMs: number | null;
  /** True where it was this program that failed: that says nothing about PowerSchool. */
  readonly isOurs: boolean;
}

export type AttemptEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: AttemptFailure }
  /** Nobody's failure: given back because the lane has to stop, or is not to be tried now; due again at `dueAt`. */
  | { readonly kind: 'givenBack'; readonly dueAt: EpochMs; readonly failure: AttemptFailure | null };

export interface SettleFacts {
  readonly end: AttemptEnd;
  /** A request to create may have been carried out and nobody knows: the intent stays. */
  readonly isCreateUncertain: boolean;
  /** When such a request was made at the latest; null where the intent says it, or nothing does. */
  readonly createAskedAt: EpochMs | null;
  /** A delivery was requested since the claim: when the next one is, is for that to say. */
  readonly wasAskedAnew: boolean;
  /** The Otus revision that was tried. */
  readonly revision: number;
  readonly now: EpochMs;
  /** From [0, 1). */
  readonly jitter: number;
  readonly retry: RetryPolicy;
}

/** Delivery: what an attempt leaves behind: no claim, when its next turn is, and what it failed on. Pure. */
export function settleDelivery(delivery: DeliveryState, facts: SettleFacts): DeliveryState {
  return {
    ...delivery,
    ...(facts.wasAskedAnew ? {} : nextTurn(delivery, facts)),
    claim: null,
    intent: intentToKeep(delivery, facts),
    failure: failureToRecord(delivery, facts),
  };
}

/** What says at the next claim that an assignment may have been made unseen, and when at the latest. */
function intentToKeep(
  { intent }: DeliveryState,
  { isCreateUncertain, createAskedAt }: SettleFacts,
): DeliveryState['intent'] {
  if (!isCreateUncertain || intent === null) return null;
  return createAskedAt === null ? intent : { ...intent, createAskedAt };
}

function nextTurn(delivery: DeliveryState, { end, now, retry, jitter }: SettleFacts): Partial<DeliveryState> {
  const { attempt } = delivery;
  const uncounted = Math.max(0, attempt - 1);
  const asksNoMore = { redrive: false, repair: null };
  if (end.kind === 'done') return { dueAt: null, ...asksNoMore };
  if (end.kind === 'givenBack') return { dueAt: end.dueAt, attempt: uncounted };
  const { retryAfterMs, class: kind } = end.failure;
  const policy = FAILURE_POLICY[kind];
  return {
    attempt: policy.counts ? attempt : uncounted,
    dueAt: nextDueAt(),
    ...(policy.next === 'giveUp' && asksNoMore),
  };

  function nextDueAt(): EpochMs | null {
    switch (policy.next) {
      case 'giveUp':
        return null;
      case 'stayDue':
        return delivery.dueAt ?? now;
      case 'wait':
        return now + (retryAfterMs ?? retry.throttledDelayMs);
      case 'backOff': {
        const delayMs = nextAttemptInMs(retry, attempt, jitter, retryAfterMs);
        return delayMs === null ? null : now + delayMs;
      }
    }
  }
}

function failureToRecord(
  { failure: before }: DeliveryState,
  { end, now, revision }: SettleFacts,
): DeliveryFailure | null {
  if (end.kind === 'done') return null;
  if (end.failure === null) return before;
  const { code, message, class: kind } = end.failure;
  return { code, class: kind, message, at: now, revision };
}
