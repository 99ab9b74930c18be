import type { AssignmentRef } from '@passback/domain';
import { brokenAnswer, failureOf } from '../failures/classify.ts';
import { wordsOf } from '../failures/words.ts';
import type { RefusedRow, ScoreRow, SectionRef } from '../port/gradebook.ts';
import type { Answer, Session } from '../session/session.ts';
import { objectOf, objectsOf, textOf } from '../session/values.ts';
import { dcid, optionalDcid } from './ids.ts';
import { type BatchRefusal, writeIsolating } from './isolate-rows.ts';
import { rowResults } from './row-results.ts';

/** Rows in one call. A section has about 30 students; the largest batch that PowerSchool takes is not known. */
export const MAX_ROWS_PER_CALL = 200;
const ROUTE = '/ws/xte/score';
/** Of a score as it is entered; the columns of PowerSchool hold no more. */
const DECIMALS = 6;

/** PowerSchool's words for a student who has left, or was never in the section. */
const NOT_ENROLLED =
  /AssignmentStudentAssociation|not enrolled|no longer enrolled|not (?:a student )?in (?:the|this) section/i;
/** What is wrong with all rows alike, whoever they are of. */
const NOT_A_ROWS = /\block|\bterm\b|term_id|categor/i;

/** Writes rows in as few calls as possible; those refused are told, the others are written. Throws what is not a row's. */
export async function writeScores(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
  rows: readonly ScoreRow[],
): Promise<{ refused: RefusedRow[] }> {
  const refused = rows.filter(({ sisStudentId }) => optionalDcid(sisStudentId) === null).map(notAnId);
  const writable = rows.filter(({ sisStudentId }) => optionalDcid(sisStudentId) !== null);
  const send = (batch: readonly ScoreRow[]) => sendBatch(session, section, ref, batch, refused);
  for (let start = 0; start < writable.length; start += MAX_ROWS_PER_CALL)
    refused.push(...(await writeIsolating(writable.slice(start, start + MAX_ROWS_PER_CALL), send)));
  return { refused };
}

function notAnId({ sisStudentId }: ScoreRow): RefusedRow {
  return { sisStudentId, code: 'SIS_REJECTED', message: "The student's id is not one of PowerSchool: a whole number" };
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
    users_dcid: String(dcid(section.teacherId, 'The teacher')),
    status: 'A',
    term_id: String(dcid(section.termId, 'The term')),
  });
  const assignmentsectionid = dcid(ref.sectionAssignmentId, 'The assignment');
  const json = { assignment_scores: rows.map((row) => rowBody(assignmentsectionid, row)) };
  const call = { method: 'PUT', path: `${ROUTE}?${query}`, route: ROUTE, json, expects: [400, 409] } as const;
  const answer = await session.call(call);
  if (answer.status < 400) {
    // The acknowledgement names each student; nothing at all may come from somebody who never saw the rows.
    if (answer.json === undefined) throw brokenAnswer(call, answer.status, 'scores that nobody acknowledged');
    excepted.push(...rowsRefusedInside(call, answer, rows));
    return null;
  }
  return refusalOf(call, answer);
}

function rowBody(assignmentsectionid: number, { sisStudentId, points }: ScoreRow): object {
  return {
    _assignmentsection: { assignmentsectionid },
    studentsdcid: dcid(sisStudentId, 'The student'),
    actualscoreentered: String(Number(points.toFixed(DECIMALS))),
    actualscorekind: 'REAL_SCORE',
    scoretype: 'POINTS',
    scorepoints: points,
  };
}

function refusalOf(call: { readonly method: 'PUT' }, answer: Answer): BatchRefusal {
  const failure = failureOf(call, { status: answer.status, body: answer.text });
  const named = objectsOf(objectOf(answer.json)?.['errors']).flatMap((error) => namedRow(error) ?? []);
  const isUnits = answer.status !== 409 || NOT_A_ROWS.test(failure.message);
  if (named.length === 0 && (failure.class !== 'unit' || failure.code !== 'SIS_REJECTED' || isUnits)) throw failure;
  // Words about students that it names say nothing of a row that it does not name.
  return { rows: named, failure, unnamedCode: named.length > 0 ? 'SIS_REJECTED' : codeFor(failure.message) };
}

/** PowerSchool's older gradebook answers 200 and refuses single rows inside it. Throws where it is not to be told which. */
function rowsRefusedInside(call: { readonly method: 'PUT' }, answer: Answer, rows: readonly ScoreRow[]): RefusedRow[] {
  const sent = new Set(rows.map(({ sisStudentId }) => sisStudentId));
  return rowResults(answer.json).map(({ sisStudentId, body }) => {
    if (sisStudentId === null || !sent.has(sisStudentId)) throw failureOf(call, { status: 409, body });
    const message = wordsOf(body);
    return { sisStudentId, code: codeFor(message), message };
  });
}

function namedRow(error: Readonly<Record<string, unknown>>): RefusedRow | null {
  const params = objectOf(error['params']);
  const student =
    textOf(params?.['student_dcid']) ?? textOf(params?.['students_dcid']) ?? textOf(params?.['studentsdcid']);
  if (student === null) return null;
  const message = wordsOf(JSON.stringify({ field: error['field'], message: error['message'] }));
  return { sisStudentId: student, code: codeFor(message), message };
}

function codeFor(words: string): RefusedRow['code'] {
  return NOT_ENROLLED.test(words) ? 'STUDENT_NOT_ENROLLED' : 'SIS_REJECTED';
}
