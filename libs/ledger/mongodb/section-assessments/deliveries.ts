import { claimUnit, type UnitRecord } from '@passback/domain';
import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { checkLimit, LEDGER_LIMITS } from '../../port/limits.ts';
import type { OutcomeWrite, SectionAssessmentStore, WriteResult } from '../../port/section-assessments.ts';
import { unitKey } from '../../shared/unit-writes.ts';
import type { Collections } from '../collections.ts';
import { compareAndSet, writeBatch } from './compare-and-set.ts';
import { storedSummary, toUnitRecord, type UnitDocument } from './unit-document.ts';

/** A lane has one holder, so others are met only around a change of holders; then a few rounds find what they left. */
const CLAIM_ROUNDS = 3;

type Claim = Parameters<SectionAssessmentStore['claimDeliveries']>[0];

/** Claims by compare and set on the version that was read, so that no unit goes to two callers. */
export async function claimDeliveries(collections: Collections, claim: Claim): Promise<UnitRecord[]> {
  checkLimit('deliveries of one claim', claim.limit, LEDGER_LIMITS.unitsPerRead);
  if (claim.limit === 0) return [];
  const newerHolder = await collections.lanes.findOne({ _id: claim.districtId, fence: { $gt: claim.fence } });
  if (newerHolder !== null) return [];
  for (let round = 0; round < CLAIM_ROUNDS; round += 1) {
    const due = await dueUnits(collections.sectionAssessments, claim);
    const claimed = due.map((document) => claimUnit(toUnitRecord(document), claim));
    const lost = new Set(await compareAndSet(collections.sectionAssessments, claimed, 'claimWrite', claimOperation));
    if (lost.size < claimed.length || due.length === 0) return claimed.filter((record) => !lost.has(record));
  }
  return [];
}

function dueUnits(units: Collection<UnitDocument>, { districtId, now, fence, limit }: Claim): Promise<UnitDocument[]> {
  return units
    .find({ districtId, 'delivery.dueAt': { $gte: 0, $lte: now }, claimFence: { $lt: fence } })
    .sort({ 'delivery.dueAt': 1, _id: 1 })
    .limit(limit)
    .batchSize(limit)
    .toArray();
}

function claimOperation(record: UnitRecord, token: string): AnyBulkWriteOperation<UnitDocument> {
  const { delivery } = record;
  return {
    updateOne: {
      filter: {
        _id: unitKey(record.districtId, record.sectionAssessmentId),
        version: record.version - 1,
        // Said by the version already; a claim that somebody has is worth a second lock.
        claimFence: { $lt: delivery.claim?.fence ?? 0 },
      },
      update: {
        $set: {
          version: record.version,
          changedAt: record.changedAt,
          'delivery.attempt': delivery.attempt,
          'delivery.claim': delivery.claim,
          'delivery.intent': delivery.intent,
          claimFence: delivery.claim?.fence ?? 0,
          'summary.state': record.summary.state,
          claimWrite: token,
        },
      },
    },
  };
}

/** Stores outcomes as one bulk write; those whose version or claim is no longer theirs are left out and told. */
export function recordOutcomes(
  units: Collection<UnitDocument>,
  writes: readonly OutcomeWrite[],
  token?: string,
): Promise<WriteResult> {
  const operationOf = (write: OutcomeWrite, mine: string): AnyBulkWriteOperation<UnitDocument> => ({
    updateOne: {
      filter: {
        _id: unitKey(write.districtId, write.sectionAssessmentId),
        version: write.expectedVersion,
        'delivery.claim.fence': write.fence,
      },
      update: {
        $set: {
          version: write.expectedVersion + 1,
          changedAt: write.changedAt,
          sis: JSON.stringify(write.sis),
          delivery: write.delivery,
          claimFence: write.delivery.claim?.fence ?? 0,
          summary: storedSummary(write.summary),
          outcomeWrite: mine,
        },
      },
    },
  });
  return writeBatch(units, writes, 'outcomeWrite', operationOf, token);
}
