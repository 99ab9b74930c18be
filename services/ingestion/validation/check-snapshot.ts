import { type SectionAssessment, scoresWithinRecord } from '@passback/domain';
import type { FieldError, Validated } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';
import { duplicates } from './duplicates.ts';
import { compileCheck, withoutNegativeZero } from './formats.ts';
import { type Snapshot, SnapshotSchema } from './snapshot-schema.ts';

/** Where the snapshot was sent to; the path of a single PUT names the unit as well. */
export interface SnapshotAddress {
  readonly districtId: string;
  readonly sectionAssessmentId?: string;
}

const schemaErrors = compileCheck(SnapshotSchema);

/**
 * Takes parsed JSON as a section assessment, or names everything that is wrong with it. Only what no rule has a word for is
 * wrong: a total of 27.5 or a standards scale is for the rules to hold back and to explain.
 */
export function checkSnapshot(given: unknown, address: SnapshotAddress): Validated<SectionAssessment> {
  const value = withIdOfPath(given, address.sectionAssessmentId);
  const wrong = schemaErrors(value);
  const fields = isObject(value) ? value : {};
  const errors: FieldError[] = [
    ...wrong,
    ...addressErrors(fields, address),
    ...duplicates(fields['scores'], 'scores', 'scoreId', INGESTION_LIMITS.scores),
    ...duplicates(fields['scores'], 'scores', 'studentId', INGESTION_LIMITS.scores),
  ];
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, INGESTION_LIMITS.fieldErrors) };
  const snapshot = sectionAssessment(value as Snapshot);
  const most = scoresWithinRecord(snapshot.scores);
  if (most === snapshot.scores.length) return { ok: true, value: snapshot };
  const message = `must NOT have more than ${most} items with ids as long as these: no record of a unit may pass 1 MiB`;
  return { ok: false, errors: [{ path: 'scores', message }] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withIdOfPath(value: unknown, sectionAssessmentId: string | undefined): unknown {
  if (sectionAssessmentId === undefined || !isObject(value) || value['sectionAssessmentId'] !== undefined) return value;
  return { ...value, sectionAssessmentId };
}

function addressErrors(fields: Readonly<Record<string, unknown>>, address: SnapshotAddress): FieldError[] {
  return (['districtId', 'sectionAssessmentId'] as const).flatMap((path) => {
    const given = fields[path];
    const expected = address[path];
    const differs = typeof given === 'string' && expected !== undefined && given !== expected;
    return differs ? [{ path, message: 'is not the one in the path' }] : [];
  });
}

/** The known fields only, with null where Otus has none. */
function sectionAssessment(snapshot: Snapshot): SectionAssessment {
  const { section } = snapshot;
  return {
    sectionAssessmentId: snapshot.sectionAssessmentId,
    identifier: snapshot.identifier,
    revision: snapshot.revision,
    kind: snapshot.kind,
    title: snapshot.title,
    assessmentType: snapshot.assessmentType,
    gradingScale: snapshot.gradingScale,
    totalPoints: withoutNegativeZero(snapshot.totalPoints),
    includeInFinalGrade: snapshot.includeInFinalGrade,
    withdrawn: snapshot.withdrawn,
    createdAt: snapshot.createdAt,
    assignedAt: snapshot.assignedAt ?? null,
    dueDate: snapshot.dueDate ?? null,
    submissionDate: snapshot.submissionDate ?? null,
    assignedBy: snapshot.assignedBy,
    section: {
      otusClassId: section.otusClassId,
      sisSectionId: section.sisSectionId ?? null,
      sisSchoolId: section.sisSchoolId ?? null,
      sisTeacherId: section.sisTeacherId ?? null,
      sisTermId: section.sisTermId ?? null,
    },
    scores: snapshot.scores.map((score) => ({
      scoreId: score.scoreId,
      studentId: score.studentId,
      sisStudentId: score.sisStudentId ?? null,
      completion: score.completion,
      status: score.status,
      points: score.points == null ? null : withoutNegativeZero(score.points),
      gradedAt: score.gradedAt ?? null,
    })),
  };
}
