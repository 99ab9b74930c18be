import { isDeepStrictEqual } from 'node:util';
import {
  type Decision,
  type DeliveryRequest,
  markDoubt,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type OtusPart,
  requestDelivery,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import type { EvaluationWrite } from '@passback/ledger';

export interface Evaluated {
  readonly districtId: string;
  /** The record that it was decided from; null for a unit that is new. */
  readonly record: UnitRecord | null;
  /** Given where what is held of Otus changes. */
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
  const { snapshot } = otus;
  const before = record?.delivery ?? NO_DELIVERY;
  const delivery = request === undefined ? before : requestDelivery(before, request);
  const sisBefore = record?.sis ?? NOTHING_IN_SIS;
  const sis = markDoubt(sisBefore, snapshot, decision);
  return {
    districtId,
    sectionAssessmentId: otus.snapshot.sectionAssessmentId,
    expectedVersion: record?.version ?? 0,
    ...(evaluated.otus === undefined ? {} : { otus: evaluated.otus }),
    decision: { ...decision, evaluatedAt: now, settingsVersion },
    summary: summarize({ snapshot, decision, sis, delivery, previousCauses: record?.summary.causes ?? [] }),
    changedAt: now,
    ...(request !== undefined && { delivery }),
    ...(sis !== sisBefore && { sis }),
  };
}

/** Whether a write would change more of the record than when and for which date it was decided. */
export function changesRecord(record: UnitRecord, { decision, summary, sis }: EvaluationWrite): boolean {
  return (
    sis !== undefined ||
    !isDeepStrictEqual(withoutTime(record.decision), withoutTime(decision)) ||
    !isDeepStrictEqual(record.summary, summary)
  );
}

function withoutTime({ verdict, reasons, desired, scores }: Decision): object {
  return { verdict, reasons, desired, scores };
}
