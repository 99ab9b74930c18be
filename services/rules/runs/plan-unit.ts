import {
  type Decision,
  diffGradebook,
  type Effect,
  type Repair,
  sisUnder,
  tallyUnit,
  type UnitRecord,
  type UnitTally,
} from '@passback/domain';

export interface PlanOptions {
  /** The run is a redrive: makes again what was deleted in PowerSchool. */
  readonly redrive: boolean;
  /** What a redrive writes again although Otus did not change it. */
  readonly repair?: Repair | null;
  /** Units in sync are decided anew too, because what they were decided from changed since. */
  readonly decideInSync: boolean;
}

export interface UnitPlan {
  readonly decision: Decision;
  /** False when the decision that is stored still stands. */
  readonly isNew: boolean;
  readonly effect: Effect;
  readonly tally: UnitTally;
  /** A redrive that is still waiting stays one. */
  readonly redrive: boolean;
  readonly repair: Repair | null;
}

/**
 * What a run does to a unit, and what a preview says that it does. Refused scores are tried again once a run. Pure but for
 * `decide`, which decides the unit from what is known now.
 *
 * A unit in sync is decided anew only if something would be sent, so that most of a district costs little each night; what was
 * withdrawn never is.
 */
export function planUnit(record: UnitRecord, decide: () => Decision, options: PlanOptions): UnitPlan {
  const { delivery } = record;
  const isWaiting = delivery.dueAt !== null;
  const isCheck = options.repair === 'check';
  const redrive = (options.redrive && !isCheck) || (isWaiting && delivery.redrive);
  // Who only looks makes nothing again, and takes nothing from a redrive that still waits.
  const asked = isCheck && redrive ? delivery.repair : options.repair;
  const repair = asked ?? (isWaiting ? delivery.repair : null);
  const { snapshot } = record.otus;
  const planned = (decision: Decision, isNew: boolean): UnitPlan => {
    const input = { snapshot, decision, sis: sisUnder(record, decision) };
    const effect = diffGradebook(input, { redrive, repair, retryRefused: true });
    return { decision, isNew, effect, tally: tallyUnit(input, effect), redrive, repair };
  };
  if (snapshot.withdrawn) return planned(record.decision, false);
  if (record.summary.state === 'inSync' && !options.decideInSync) {
    const asDecided = planned(record.decision, false);
    if (asDecided.effect.kind === 'none') return asDecided;
  }
  return planned(decide(), true);
}
