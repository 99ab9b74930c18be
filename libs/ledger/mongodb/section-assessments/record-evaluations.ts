import { NO_DELIVERY } from '@passback/domain';
import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { EvaluationWrite, WriteResult } from '../../port/section-assessments.ts';
import { unitKey } from '../../shared/unit-writes.ts';
import { writeBatch } from './compare-and-set.ts';
import { storedSummary, type UnitDocument } from './unit-document.ts';

/** Stores evaluations as one bulk write; those made from another version than the record has are left out and told. */
export function recordEvaluations(
  units: Collection<UnitDocument>,
  writes: readonly EvaluationWrite[],
): Promise<WriteResult> {
  return writeBatch(units, writes, 'evaluationWrite', (write, token) =>
    write.expectedVersion === 0 ? insertion(write, token) : replacement(write, token),
  );
}

function insertion(write: EvaluationWrite, token: string): AnyBulkWriteOperation<UnitDocument> {
  const { districtId, sectionAssessmentId, otus, sis, delivery = NO_DELIVERY } = write;
  if (otus === undefined) throw new TypeError('The first evaluation of a unit has to bring its snapshot');
  const document: UnitDocument = {
    _id: unitKey(districtId, sectionAssessmentId),
    districtId,
    sectionAssessmentId,
    version: 1,
    changedAt: write.changedAt,
    ...snapshotFields(otus),
    decision: JSON.stringify(write.decision),
    sis: sis === undefined ? null : JSON.stringify(sis),
    delivery,
    claimFence: 0,
    summary: storedSummary(write.summary),
    evaluationWrite: token,
    outcomeWrite: null,
    claimWrite: null,
  };
  return { insertOne: { document } };
}

function replacement(write: EvaluationWrite, token: string): AnyBulkWriteOperation<UnitDocument> {
  const { otus, delivery, sis } = write;
  return {
    updateOne: {
      filter: { _id: unitKey(write.districtId, write.sectionAssessmentId), version: write.expectedVersion },
      update: {
        $set: {
          version: write.expectedVersion + 1,
          changedAt: write.changedAt,
          ...(otus && snapshotFields(otus)),
          decision: JSON.stringify(write.decision),
          summary: storedSummary(write.summary),
          evaluationWrite: token,
          ...(delivery && { delivery }),
          ...(sis && { sis: JSON.stringify(sis) }),
        },
      },
    },
  };
}

function snapshotFields(otus: NonNullable<EvaluationWrite['otus']>) {
  const { identifier, section, revision } = otus.snapshot;
  return { identifier, section: section.sisSectionId, revision, otus: JSON.stringify(otus) };
}
