import { isDeepStrictEqual } from 'node:util';
import {
  type Decision,
  type DeliveryState,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type OtusPart,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import type { EvaluationWrite } from '@passback/ledger';

export type DeliveryRequest = NonNullable<EvaluationWrite['requestDelivery']>;

export interface Evaluated {
  readonly districtId: string;
  /** The record that it was decided from; null for a unit that is new. */
  readonly record: UnitRecord | null;
  /** Given when a newer revision came. */
  readonly otus?: OtusPart;
  readonly decision: Decision;
  readonly settingsVersion: number;
  readonly now: number;
  readonly request?: DeliveryRequest;
}

/** The write that stores a decision, with the summary that lists and counts go by. Pure. */
export function evaluationWrite(evaluated: Evaluated): EvaluationWrite {
  const { districtId, record, decision, settingsVersion, now, request } = evaluated;
  const otus = evaluated.otus ?? record?.otus;
  if (otus === undefined) throw new Error('a unit that is new needs its snapshot');
  const delivery = record?.delivery ?? NO_DELIVERY;
  return {
    districtId,
    sectionAssessmentId: otus.snapshot.sectionAssessmentId,
    expectedVersion: record?.version ?? 0,
    ...(evaluated.otus === undefined ? {} : { otus: evaluated.otus }),
    decision: { ...decision, evaluatedAt: now, settingsVersion },
    summary: summarize({
      snapshot: otus.snapshot,
      decision,
      sis: record?.sis ?? NOTHING_IN_SIS,
      delivery: request === undefined ? delivery : requested(delivery, request),
      previousCauses: record?.summary.causes ?? [],
    }),
    changedAt: now,
    ...(request === undefined ? {} : { requestDelivery: request }),
  };
}

/** The delivery part as the ledger makes it when a delivery is requested. */
function requested(delivery: DeliveryState, { dueAt, runId, redrive, repair = null }: DeliveryRequest): DeliveryState {
  return { ...delivery, dueAt, runId, redrive, repair, attempt: 0, failure: null, tally: null };
}

/** Whether a write would change more of the record than when and for which date it was decided. */
export function changesRecord(record: UnitRecord, { decision, summary }: EvaluationWrite): boolean {
  return (
    !isDeepStrictEqual(withoutTime(record.decision), withoutTime(decision)) ||
    !isDeepStrictEqual(record.summary, summary)
  );
}

function withoutTime({ verdict, reasons, desired, scores }: Decision): object {
  return { verdict, reasons, desired, scores };
}
