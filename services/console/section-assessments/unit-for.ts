import type { UnitRecord } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import type { Caller } from '../sign-in/access.ts';
import { notFound } from '../http/problems.ts';
import { isFor } from '../sign-in/teacher-scope.ts';

/** The unit that a caller names. Throws `HttpProblem` 404 where it is not known, or is not for them to see. */
export async function unitFor(
  { sectionAssessments }: Pick<Ledger, 'sectionAssessments'>,
  caller: Pick<Caller, 'teacher'>,
  districtId: string,
  sectionAssessmentId: string,
): Promise<UnitRecord> {
  const [record] = await sectionAssessments.load(districtId, [sectionAssessmentId]);
  if (record !== undefined && isFor(caller, record.otus.snapshot)) return record;
  throw notFound('no such section assessment is known of this district');
}
