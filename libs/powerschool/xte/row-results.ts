import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../answers/values.ts';

/** A row that a success excepts: whose it is, where it says so, and what it says. */
export interface RowResult {
  readonly sisStudentId: string | null;
  /** JSON with PowerSchool's words. */
  readonly body: string;
}

/**
 * The rows of a 200 whose `batch_result` has an error's code, as the gradebook before PowerTeacher Pro gives them: a list of scores, or one
 * that is wrapped once more.
 */
export function rowResults(json: unknown): RowResult[] {
  const scores = objectOf(json)?.['assignment_scores'];
  const rows = objectsOf(objectOf(scores)?.['assignment_score'] ?? scores);
  return rows.flatMap((row) => {
    const result = objectOf(row['batch_result']);
    const code = numberOf(result?.['code']);
    if (result === null || code === null || code < 400) return [];
    return [{ sisStudentId: studentOf(row), body: JSON.stringify(result) }];
  });
}

function studentOf(row: JsonObject): string | null {
  return textOf(row['studentsdcid']) ?? textOf(row['student_dcid']) ?? textOf(objectOf(row['student'])?.['id']);
}
