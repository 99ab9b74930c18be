import {
  type Decision,
  evaluateSectionAssessment,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type SectionAssessment,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import { districtRules } from '../inputs/districts.ts';
import { PERIOD, settingsOf, STAFF } from './facts.fixture.ts';

const TODAY = '2026-11-02';

const district = {
  settings: settingsOf('lincoln'),
  ...{ version: 1, createdAt: 0, changedAt: 0, changedBy: 'file', evaluatedWith: null },
};

export function decisionOf(snapshot: SectionAssessment, date = TODAY): Decision {
  return evaluateSectionAssessment({
    snapshot,
    rules: districtRules(district),
    assigner: STAFF.find(({ userId }) => userId === snapshot.assignedBy) ?? null,
    gradingPeriod: { kind: 'current', period: PERIOD },
    today: date,
  });
}

/** The record of a unit as the ledger holds it, evaluated as it should be. */
export function recordOf(snapshot: SectionAssessment, change: Partial<UnitRecord> = {}): UnitRecord {
  const decision = { ...decisionOf(snapshot), evaluatedAt: 1, settingsVersion: 1 };
  const record = {
    ...{ districtId: 'lincoln', sectionAssessmentId: snapshot.sectionAssessmentId, version: 1, changedAt: 1 },
    otus: { snapshot, receivedAt: 1, traceparent: null },
    decision,
    sis: NOTHING_IN_SIS,
    delivery: NO_DELIVERY,
    ...change,
  };
  const { sis, delivery } = record;
  return { ...record, summary: summarize({ snapshot, decision: record.decision, sis, delivery, previousCauses: [] }) };
}

/** The record of a unit that PowerSchool has as it should be. */
export function syncedRecordOf(snapshot: SectionAssessment, change: Partial<UnitRecord> = {}): UnitRecord {
  const { desired, scores } = decisionOf(snapshot);
  return recordOf(snapshot, {
    sis: {
      assignment: {
        ref: { assignmentId: 'a-1', sectionAssignmentId: 'as-1' },
        sisSectionId: snapshot.section.sisSectionId ?? '',
        title: desired.title,
        dueDate: desired.dueDate ?? '',
        assessmentType: desired.assessmentType,
        category: desired.category ?? '',
        totalPoints: desired.totalPoints,
        writtenAt: 1,
        deletedAt: null,
      },
      scores: scores.flatMap(({ sisStudentId, points }) =>
        sisStudentId === null || points === null
          ? []
          : [{ sisStudentId, points, sentAt: 1, kept: null, refused: null }],
      ),
    },
    ...change,
  });
}
