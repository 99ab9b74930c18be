import { type AssignmentRef, OWN_REFUSALS, roundPoints } from '@passback/domain';
import { brokenAnswer, failureOf } from '../failures/classify.ts';
import { inDoubt } from '../failures/in-doubt.ts';
import { codeOfRow, toldBy } from '../failures/row-words.ts';
import { wordsOf } from '../failures/words.ts';
import type { RefusedRow, ScoreRow, SectionRef } from '../port/gradebook.ts';
import { type ReadEnrolled, readOnce } from '../answers/refused-rows.ts';
import type { Answer, Session } from '../session/session.ts';
import { objectOf, objectsOf, scalarsIn, textOf } from '../answers/values.ts';
import { dcid, optionalDcid } from './ids.ts';
import { type BatchRefusal, writeIsolating } from './isolate-rows.ts';
import { rowResults } from './row-results.ts';

/** Rows in one call. A section has about 30 students; the largest batch that PowerSchool takes is not known. */
const MAX_ROWS_PER_CALL = 200;
const ROUTE = '/ws/xte/score';
/** Refusals that may be a row's: nothing is written, and the other rows are tried without it. 413 is for fewer rows at once. */
const REFUSALS = [400, 409, 413, 422];

/** Writes rows in as few calls as possible; those refused are told, the others are written. Throws what is not a row's. */
export async function writeScores(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
  rows: readonly ScoreRow[],
  readEnrolled: ReadEnrolled,
): Promise<{ refused: RefusedRow[] }> {
  const enrolled = readOnce(readEnrolled);
  const refused = rows.filter(({ sisStudentId }) => optionalDcid(sisStudentId) === null).map(notAnId);
  const writable = rows.filter(({ sisStudentId }) => optionalDcid(sisStudentId) !== null);
  const send = (batch: readonly ScoreRow[]) => sendBatch(session, section, ref, batch, refused);
  for (let start = 0; start < writable.length; start += MAX_ROWS_PER_CALL) {
    const batch = writable.slice(start, start + MAX_ROWS_PER_CALL);
    try {
      refused.push(...(await writeIsolating(batch, send, enrolled)));
    } catch (error) {
      // The batches before it may have been written.
      throw start > 0 ? inDoubt(error) : error;
    }
  }
  return { refused };
}

function notAnId({ sisStudentId }: ScoreRow): RefusedRow {
  return { sisStudentId, code: 'SIS_REJECTED', message: OWN_REFUSALS.studentId };
}

/** One bulk write: all rows or none. Null when they are written; rows that a success excepts are added to `excepted`. */
async function sendBatch(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
  rows: readonly ScoreRow[],
  excepted: RefusedRow[],
): Promise<BatchRefusal | null> {
  const query = new URLSearchParams({
    users_dcid: String(dcid(section.teacherId, 'teacherId')),
    status: 'A',
    term_id: String(dcid(section.termId, 'termId')),
  });
  const assignmentsectionid = dcid(ref.sectionAssignmentId, 'assignmentId');
  const json = { assignment_scores: rows.map((row) => rowBody(assignmentsectionid, row)) };
  const call = { method: 'PUT', path: `${ROUTE}?${query}`, route: ROUTE, json, expects: REFUSALS } as const;
  const answer = await session.call(call);
  if (answer.status < 400) {
    const inside = rowsRefusedInside(call, answer, rows);
    if (!namesAll(answer.json, rows)) throw brokenAnswer(call, answer.status, 'scores that nobody acknowledged');
    excepted.push(...inside);
    return null;
  }
  return refusalOf(call, answer);
}

/** The acknowledgement names each student; what does not may come from somebody who never saw the rows. */
function namesAll(json: unknown, rows: readonly ScoreRow[]): boolean {
  const named = new Set(scalarsIn(json));
  return rows.every(({ sisStudentId }) => named.has(sisStudentId));
}

function rowBody(assignmentsectionid: number, row: ScoreRow): object {
  const points = roundPoints(row.points);
  return {
    _assignmentsection: { assignmentsectionid },
    studentsdcid: dcid(row.sisStudentId, 'studentId'),
    actualscoreentered: String(points),
    actualscorekind: 'REAL_SCORE',
    scoretype: 'POINTS',
    scorepoints: points,
  };
}

function refusalOf(call: { readonly method: 'PUT' }, answer: Answer): BatchRefusal {
  const failure = failureOf(call, { status: answer.status, body: answer.text });
  const named = objectsOf(objectOf(answer.json)?.['errors']).flatMap((error) => namedRow(error) ?? []);
  const isUnits = failure.class !== 'unit' || failure.code !== 'SIS_REJECTED' || toldBy(failure.message) === 'all';
  if (failure.uncertain || (named.length === 0 && isUnits)) throw failure;
  // Words about students that it names say nothing of a row that it does not name.
  return { rows: named, failure, unnamedCode: named.length > 0 ? 'SIS_REJECTED' : codeOfRow(failure.message) };
}

/** PowerSchool's older gradebook answers 200 and refuses single rows inside it. Throws where it is not to be told which. */
function rowsRefusedInside(call: { readonly method: 'PUT' }, answer: Answer, rows: readonly ScoreRow[]): RefusedRow[] {
  const sent = new Set(rows.map(({ sisStudentId }) => sisStudentId));
  return rowResults(answer.json).map(({ sisStudentId, body }) => {
    // The others of the batch are written, whoever this one is.
    if (sisStudentId === null || !sent.has(sisStudentId)) throw inDoubt(failureOf(call, { status: 409, body }));
    const message = wordsOf(body);
    return { sisStudentId, code: codeOfRow(message), message };
  });
}

function namedRow(error: Readonly<Record<string, unknown>>): RefusedRow | null {
  const params = objectOf(error['params']);
  const student =
    textOf(params?.['student_dcid']) ?? textOf(params?.['students_dcid']) ?? textOf(params?.['studentsdcid']);
  if (student === null) return null;
  const message = wordsOf(JSON.stringify({ field: error['field'], message: error['message'] }));
  return { sisStudentId: student, code: codeOfRow(message), message };
}
