import {
  NOTHING_IN_SIS,
  type SectionAssessment,
  type SisState,
  summarize,
  NO_DELIVERY,
  requestDelivery,
} from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import { evaluate, givenScore, givenUnit } from '../../../libs/domain/testing/given.ts';
import { DISTRICT } from './settings.fixture.ts';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

/** Stores a unit as the rules service does, decided for 2026-11-12; `run`: the run that made it due. */
export async function storeUnit(
  ledger: Ledger,
  sectionAssessmentId: string,
  options: { changes?: Partial<SectionAssessment>; changedAt?: number; runId?: string } = {},
): Promise<void> {
  const snapshot = snapshotOf(sectionAssessmentId, options.changes ?? {});
  const decision = evaluate(snapshot, { rules: { categories: { Quiz: 'Quizzes' } } });
  const changedAt = options.changedAt ?? Date.parse('2026-11-12T10:00:00Z');
  const delivery = options.runId === undefined ? NO_DELIVERY : { ...NO_DELIVERY, dueAt: 0, runId: options.runId };
  const parts = { snapshot, decision, sis: NOTHING_IN_SIS, delivery, previousCauses: [] };
  const { conflicts } = await ledger.sectionAssessments.recordEvaluations([
    {
      districtId: DISTRICT,
      sectionAssessmentId,
      expectedVersion: 0,
      otus: { snapshot, receivedAt: changedAt - 1_000, traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` },
      decision: { ...decision, evaluatedAt: changedAt, settingsVersion: 1 },
      summary: summarize(parts),
      changedAt,
      ...(options.runId !== undefined && {
        delivery: requestDelivery(NO_DELIVERY, { dueAt: 0, runId: options.runId, redrive: false }),
      }),
    },
  ]);
  if (conflicts.length > 0) throw new Error('the unit was there already');
}

/** When `deliverUnit` writes. */
export const DELIVERED_AT = Date.parse('2026-11-12T11:00:00Z');

/** Delivers a unit that is due as the delivery service does: its assignment and its one score are in PowerSchool afterwards. */
export async function deliverUnit(ledger: Ledger, sectionAssessmentId: string): Promise<void> {
  const fence = 1;
  const claim = { districtId: DISTRICT, owner: 'test', fence, now: DELIVERED_AT, limit: 10 };
  const [record] = await ledger.sectionAssessments.claimDeliveries(claim);
  if (record?.sectionAssessmentId !== sectionAssessmentId) throw new Error(`${sectionAssessmentId} is not due`);
  const { desired } = record.decision;
  const sis: SisState = {
    assignment: {
      ...{ ref: { assignmentId: '700', sectionAssignmentId: '900' }, sisSectionId: '85001', title: desired.title },
      ...{ dueDate: '2026-11-20', assessmentType: 'Quiz', category: 'Quizzes', totalPoints: 30 },
      ...{ writtenAt: DELIVERED_AT, deletedAt: null },
    },
    scores: [{ sisStudentId: '81001', points: 26.5, sentAt: DELIVERED_AT, kept: null, refused: null }],
  };
  const tally = { sent: 1, kept: 0, held: 0, rejected: 0 };
  const delivery = { ...record.delivery, dueAt: null, claim: null, intent: null, tally };
  const { snapshot } = record.otus;
  const summary = summarize({ snapshot, decision: record.decision, sis, delivery, previousCauses: [] });
  const { version: expectedVersion } = record;
  const key = { districtId: DISTRICT, sectionAssessmentId };
  const { conflicts } = await ledger.sectionAssessments.recordOutcomes([
    { ...key, expectedVersion, fence, sis, delivery, summary, changedAt: DELIVERED_AT },
  ]);
  if (conflicts.length > 0) throw new Error('the unit moved on');
}

function snapshotOf(sectionAssessmentId: string, changes: Partial<SectionAssessment>): SectionAssessment {
  const scores = [givenScore(1, { studentId: 'otus-stu-5', points: 26.5 })];
  return givenUnit({ sectionAssessmentId, scores, ...changes });
}
