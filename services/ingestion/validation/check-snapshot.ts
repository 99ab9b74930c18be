import { type SectionAssessment, scoresWithinRecord } from '@passback/domain';
import type { FieldError, Validated } from '@passback/service-kit';
import type { Static } from 'typebox';
import { INGESTION_LIMITS } from '../limits.ts';
import { duplicates } from './duplicates.ts';
import { compileCheck } from './formats.ts';
import { type Filled, SnapshotSchema } from './snapshot-schema.ts';

/** Where the snapshot was sent to; the path of a single PUT names the unit as well. */
export interface SnapshotAddress {
  readonly districtId: string;
  readonly sectionAssessmentId?: string;
}

type Snapshot = Filled<Static<typeof SnapshotSchema>>;

const schemaErrors = compileCheck(SnapshotSchema);

/**
 * Takes parsed JSON as a section assessment, which it becomes: the known fields only, with null where Otus has none. Or names everything
 * that is wrong with it. Only what no rule has a word for is wrong: a total of 27.5 or a standards scale is for the rules to hold back and
 * to explain.
 */
export function checkSnapshot(given: unknown, address: SnapshotAddress): Validated<SectionAssessment> {
  const value = withIdOfPath(given, address.sectionAssessmentId);
  const fields = isObject(value) ? value : {};
  // Before the schema takes out the district, which is no field of a snapshot.
  const misdirected = addressErrors(fields, address);
  const errors: FieldError[] = [
    ...schemaErrors(value),
    ...misdirected,
    ...duplicates(fields['scores'], 'scores', 'scoreId', INGESTION_LIMITS.scores),
    ...duplicates(fields['scores'], 'scores', 'studentId', INGESTION_LIMITS.scores),
  ];
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, INGESTION_LIMITS.fieldErrors) };
  const snapshot = withoutNegativeZeros(value as Snapshot);
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

/** A zero below zero, which JSON knows and no gradebook, is zero. */
function withoutNegativeZeros(snapshot: Snapshot): SectionAssessment {
  if (snapshot.totalPoints === 0) snapshot.totalPoints = 0;
  for (const score of snapshot.scores) if (score.points === 0) score.points = 0;
  return snapshot;
}
