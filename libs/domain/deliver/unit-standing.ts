import type { Decision } from '../decide/decision.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import { plainReason } from '../reasons/plain-reasons.ts';
import type { Reason } from '../reasons/reason-codes.ts';
import { type AssignmentStanding, assignmentStanding } from './assignment-standing.ts';
import type { DeliveryFailure, DeliveryState } from './delivery-state.ts';
import { diffGradebook, isUnchangedInSis } from './diff-gradebook.ts';
import { presumedSis } from './doubt.ts';
import type { SisState } from './sis-state.ts';
import type { UnitState } from './unit-record.ts';

export interface UnitParts {
  readonly snapshot: SectionAssessment;
  readonly decision: Decision;
  readonly sis: SisState;
  readonly delivery: DeliveryState;
}

export interface UnitStanding {
  readonly state: UnitState;
  /** What keeps the scores that pass from being delivered, where that is more than the hour. */
  readonly obstacle: Reason | null;
  readonly assignment: AssignmentStanding;
}

/**
 * Where a unit stands; the first that applies: sending, withdrawn, held, rejected (until Otus changes it or delivery is asked for
 * again; deleted in PowerSchool: until redriven), retrying, due, held (nothing of it passes and PowerSchool has nothing), in sync.
 */
export function unitStanding(unit: UnitParts): UnitStanding {
  const { snapshot, decision, delivery } = unit;
  const sis = presumedSis(unit.sis, delivery);
  const parts = { ...unit, sis };
  const assignment = assignmentStanding(snapshot, sis);
  const refusal = decision.verdict === 'send' ? standingRefusal(parts, assignment) : null;
  if (delivery.claim !== null) return { state: 'sending', obstacle: refusal ?? trouble(delivery.failure), assignment };
  if (snapshot.withdrawn) return { state: 'withdrawn', obstacle: null, assignment };
  if (decision.verdict === 'hold') {
    const state = isUnchangedInSis({ snapshot, decision, sis }) ? 'inSync' : 'held';
    return { state, obstacle: null, assignment };
  }
  if (refusal !== null) return { state: 'rejected', obstacle: refusal, assignment };
  const hasWork = diffGradebook({ snapshot, decision, sis }, AS_IT_STANDS).kind !== 'none';
  const obstacle = hasWork ? trouble(delivery.failure) : null;
  if (obstacle !== null) return { state: 'retrying', obstacle, assignment };
  if (hasWork || delivery.dueAt !== null) return { state: 'due', obstacle: null, assignment };
  // Nothing to do though nothing was made: no score passes.
  return { state: assignment.kind === 'none' ? 'held' : 'inSync', obstacle: null, assignment };
}

const AS_IT_STANDS = { redrive: false, retryRefused: false } as const;

function standingRefusal({ snapshot, sis, delivery }: UnitParts, assignment: AssignmentStanding): Reason | null {
  const isAskedFor = delivery.dueAt !== null;
  const { failure } = delivery;
  if (assignment.kind === 'deleted')
    return isAskedFor && delivery.redrive ? null : plainReason('SIS_ASSIGNMENT_DELETED');
  if (failure === null || isAskedFor) return null;
  const isSameSection = sis.assignment === null || assignment.kind !== 'none';
  const stands =
    (failure.class === 'unit' && failure.revision === snapshot.revision) ||
    (failure.class === 'deleted' && isSameSection);
  return stands ? reasonOf(failure) : null;
}

/** A failure that passes by itself. */
function trouble(failure: DeliveryFailure | null): Reason | null {
  if (failure === null || failure.class === 'unit' || failure.class === 'deleted') return null;
  return reasonOf(failure);
}

function reasonOf({ code, message }: DeliveryFailure): Reason {
  return message === '' ? plainReason(code) : { code, params: { said: message } };
}
