import { topics, unitKey } from '@passback/contracts';
import { type DeliveryFailure, diffGradebook, type SisState, summarize, type UnitRecord } from '@passback/domain';
import type { OutcomeWrite } from '@passback/ledger';
import type { World } from './world.fixture.ts';

const OWNER = 'delivery-spec';
const LEASE_MS = 60_000;
const PAGE = 500;

export type Failure = Pick<DeliveryFailure, 'code' | 'class' | 'message'>;

/**
 * Delivers what is due in a district as the delivery service would, to a PowerSchool that takes everything but what `failing` names
 * a failure for. Returns the ids in the order of their delivery.
 */
export async function deliverDue(
  world: World,
  districtId: string,
  failing: (record: UnitRecord) => Failure | null = () => null,
): Promise<string[]> {
  const now = world.clock.now();
  const lane = await world.ledger.lanes.acquire(districtId, OWNER, LEASE_MS);
  if (lane === null) throw new Error('another has the lane');
  const claim = { districtId, owner: OWNER, fence: lane.fence, now, limit: PAGE };
  const claimed = await world.ledger.sectionAssessments.claimDeliveries(claim);
  const writes = claimed.map((record) => outcomeOf(record, lane.fence, now, failing(record)));
  const { conflicts } = await world.ledger.sectionAssessments.recordOutcomes(writes);
  if (conflicts.length > 0) throw new Error(`${conflicts.length} outcomes were refused`);
  await world.ledger.lanes.release(districtId, lane.fence);
  await world.messaging.produce(
    topics.outcomes,
    writes.map((write, index) => ({
      key: unitKey(districtId, write.sectionAssessmentId),
      value: {
        ...{ districtId, sectionAssessmentId: write.sectionAssessmentId, identifier: '', revision: 1, attempt: 1 },
        ...{ runId: claimed[index]?.delivery.runId ?? '', state: write.summary.state, reason: '', scores: [] },
      },
    })),
  );
  return claimed.map(({ sectionAssessmentId }) => sectionAssessmentId);
}

function outcomeOf(record: UnitRecord, fence: number, now: number, failed: Failure | null): OutcomeWrite {
  const { snapshot } = record.otus;
  const { decision } = record;
  const effect = diffGradebook(
    { snapshot, decision, sis: record.sis },
    { redrive: record.delivery.redrive, repair: record.delivery.repair, retryRefused: true },
  );
  const sent = effect.kind === 'none' || failed !== null ? 0 : effect.scores.length;
  const sis = sisAfter(record, failed === null && effect.kind !== 'none', failed?.class === 'deleted', now);
  const failure = failed === null ? null : { ...failed, at: now, revision: snapshot.revision };
  const held = decision.scores.filter(({ verdict }) => verdict === 'hold').length;
  const tally = { sent, kept: 0, held, rejected: 0 };
  const delivery = { ...record.delivery, dueAt: null, claim: null, intent: null, failure, tally };
  return {
    ...{ districtId: record.districtId, sectionAssessmentId: record.sectionAssessmentId },
    ...{ expectedVersion: record.version, fence, sis, delivery, changedAt: now },
    summary: summarize({ snapshot, decision, sis, delivery, previousCauses: record.summary.causes }),
  };
}

function sisAfter(record: UnitRecord, isWritten: boolean, isDeleted: boolean, now: number): SisState {
  if (isWritten) return written(record, now);
  const { sis } = record;
  return isDeleted && sis.assignment !== null ? { ...sis, assignment: { ...sis.assignment, deletedAt: now } } : sis;
}

function written({ otus, decision, sis }: UnitRecord, now: number): SisState {
  const { desired } = decision;
  const id = `psa-${otus.snapshot.identifier}`;
  return {
    assignment: {
      ref: sis.assignment?.ref ?? { assignmentId: id, sectionAssignmentId: id },
      sisSectionId: otus.snapshot.section.sisSectionId ?? '',
      title: desired.title,
      dueDate: desired.dueDate ?? '',
      assessmentType: desired.assessmentType,
      category: desired.category ?? '',
      totalPoints: desired.totalPoints,
      writtenAt: now,
      deletedAt: null,
    },
    scores: decision.scores.flatMap(({ sisStudentId, points }) =>
      points === null || sisStudentId === null
        ? []
        : [{ sisStudentId, points, sentAt: now, kept: null, refused: null }],
    ),
  };
}
