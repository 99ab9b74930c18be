import type { AssignmentRef } from '@passback/domain';
import { brokenAnswer } from '../failures/classify.ts';
import { withoutDoubt } from '../failures/in-doubt.ts';
import type { SectionRef, SisScore } from '../port/gradebook.ts';
import type { Session } from '../session/session.ts';
import { type JsonObject, objectOf, objectsOf, textOf } from '../answers/values.ts';
import { type Cells, cellOf, cellsOfEach, nullWhereDeleted } from './cells.ts';
import { dcid } from './ids.ts';

/** Assignments in one call: of 50 with 40 students each it gives about 1 MB, an eighth of what an answer may be. */
const MAX_ASSIGNMENTS_PER_READ = 50;
const ROUTE = '/ws/xte/assignment_score';

/** `POST /ws/xte/assignment_score`: many assignments at once. */
export async function readByPost(
  session: Session,
  section: SectionRef,
  refs: readonly AssignmentRef[],
): Promise<Cells> {
  const cells = new Map<string, readonly SisScore[]>();
  for (let start = 0; start < refs.length; start += MAX_ASSIGNMENTS_PER_READ) {
    const batch = refs.slice(start, start + MAX_ASSIGNMENTS_PER_READ);
    for (const [id, scores] of await readBatch(session, section, batch)) cells.set(id, scores);
  }
  return cells;
}

async function readBatch(session: Session, section: SectionRef, refs: readonly AssignmentRef[]): Promise<Cells> {
  const readOne = async (ref: AssignmentRef): Promise<SisScore[]> =>
    (await ask(session, section, [ref])).filter((row) => isOf(row, ref)).flatMap((row) => cellOf(row) ?? []);
  if (refs.length === 1) return cellsOfEach(refs, readOne);
  const rows = await nullWhereDeleted(() => ask(session, section, refs));
  // One that is gone may spoil the call for all of them, and a row that does not say which it is of is nobody's.
  if (rows?.every((row) => partIn(row) !== null) !== true) return cellsOfEach(refs, readOne);
  return new Map(
    refs.map((ref) => [ref.assignmentId, rows.filter((row) => isOf(row, ref)).flatMap((row) => cellOf(row) ?? [])]),
  );
}

async function ask(session: Session, section: SectionRef, refs: readonly AssignmentRef[]): Promise<JsonObject[]> {
  const path = `${ROUTE}?users_dcid=${dcid(section.teacherId, 'teacherId')}`;
  const json = {
    assignment_ids: refs.map(({ assignmentId }) => dcid(assignmentId, 'assignmentId')),
    section_ids: [dcid(section.sectionId, 'sectionId')],
  };
  const call = { method: 'POST', path, route: ROUTE, json } as const;
  try {
    const answer = await session.call(call);
    const list = Array.isArray(answer.json) ? answer.json : objectOf(answer.json)?.['assignment_scores'];
    if (!Array.isArray(list)) throw brokenAnswer(call, answer.status, 'not a list of scores');
    return objectsOf(list);
  } catch (error) {
    // A POST, but one that reads.
    throw withoutDoubt(error);
  }
}

/** An assignment may stand in several sections, and a row says in which part of it the score is. */
function isOf(row: JsonObject, { sectionAssignmentId }: AssignmentRef): boolean {
  const part = partIn(row);
  return part === null || part === sectionAssignmentId;
}

function partIn(row: JsonObject): string | null {
  return textOf(objectOf(row['_assignmentsection'])?.['assignmentsectionid']);
}
