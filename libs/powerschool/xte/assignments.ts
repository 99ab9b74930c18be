import type { AssignmentRef } from '@passback/domain';
import { brokenAnswer } from '../failures/classify.ts';
import { inDoubt } from '../failures/in-doubt.ts';
import {
  type AssignmentChanges,
  type NewAssignment,
  type SectionRef,
  type SisAssignment,
  SisError,
} from '../port/gradebook.ts';
import type { Answer, Call, Session } from '../session/session.ts';
import { holdsChanges } from '../answers/changes.ts';
import { type JsonObject, objectOf, objectsOf } from '../answers/values.ts';
import { assignmentOf, changedAssignmentBody, newAssignmentBody, partOf } from './assignment-body.ts';
import { dcid } from './ids.ts';

const LIST_ROUTE = '/ws/xte/section/assignment';
const ONE_ROUTE = '/ws/xte/section/assignment/{id}';

/** Every assignment of the section, in one answer: PowerSchool does not page here. */
export async function listAssignments(session: Session, section: SectionRef): Promise<SisAssignment[]> {
  const query = `${teacher(section)}&section_ids=${dcid(section.sectionId, 'sectionId')}`;
  const call = { method: 'GET', path: `${LIST_ROUTE}/?${query}`, route: LIST_ROUTE } as const;
  const { status, json } = await session.call(call);
  if (!Array.isArray(json)) throw brokenAnswer(call, status, 'not a list of assignments');
  return objectsOf(json).flatMap((entry) => {
    const part = partOf(entry, section);
    return (part === null ? null : assignmentOf(entry, part)) ?? [];
  });
}

/** Null when PowerSchool has it no more, or no longer in this section. */
export async function readAssignment(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
): Promise<SisAssignment | null> {
  const found = await read(session, section, ref.assignmentId);
  const part = found === null ? null : partOf(found.json, { ...section, ...ref });
  if (found === null || part === null) return null;
  const assignment = assignmentOf(found.json, part);
  if (assignment === null) throw brokenAnswer(found.call, 200, 'an assignment without id, date or points');
  return assignment;
}

/**
 * Two calls: the 201 is empty and names the assignment in its `Location`, while scores need the id of its part in the section, which is
 * read afterwards. Whatever fails once PowerSchool may have made it is thrown as `uncertain`.
 */
export async function createAssignment(
  session: Session,
  section: SectionRef,
  assignment: NewAssignment,
): Promise<AssignmentRef> {
  const json = newAssignmentBody(dcid(section.sectionId, 'sectionId'), assignment);
  const call = { method: 'POST', path: `${LIST_ROUTE}/?${teacher(section)}`, route: LIST_ROUTE, json } as const;
  const created = await session.call(call);
  try {
    const assignmentId = createdId(call, created);
    const found = await read(session, section, assignmentId);
    const part = found === null ? null : partOf(found.json, section);
    const assignmentMade = found === null || part === null ? null : assignmentOf(found.json, part);
    if (assignmentMade === null) throw brokenAnswer(call, created.status, 'the new assignment cannot be read back');
    return assignmentMade.ref;
  } catch (error) {
    throw inDoubt(error);
  }
}

/** Never with `force`: PowerSchool itself then refuses (412) where a score was entered meanwhile. Any refusal keeps it. */
export async function deleteUnscored(session: Session, section: SectionRef, ref: AssignmentRef): Promise<boolean> {
  const path = `${onePath(ref.assignmentId)}?${teacher(section)}`;
  const call = { method: 'DELETE', path, route: ONE_ROUTE, expects: [400, 403, 404, 409, 412] } as const;
  const { status } = await session.call(call);
  if (status === 204) return true;
  if (status !== 404 && status >= 400) return false;
  // Said by somebody else perhaps, who never heard of it.
  return (await readAfterwards(session, section, ref)) === null;
}

/** Reads the assignment and overwrites it with what is named changed; nothing is written when PowerSchool has it so already. */
export async function updateAssignment(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
  changes: AssignmentChanges,
): Promise<void> {
  const found = await read(session, section, ref.assignmentId);
  const part = found === null ? null : partOf(found.json, { ...section, ...ref });
  if (found === null || part === null) throw deleted();
  if (holdsChanges(assignmentOf(found.json, part), changes)) return;
  // `false`: the points that are in the cells stay as they are, whatever becomes of the total. Those that are to change are sent.
  const path = `${onePath(ref.assignmentId)}?${teacher(section)}&update_scores=false`;
  const json = changedAssignmentBody(found.json, part, changes);
  const call = { method: 'PUT', path, route: ONE_ROUTE, json, expects: [404] } as const;
  const answer = await session.call(call);
  // A write is acknowledged with 201; another success, or "not found", could be anybody's.
  if (answer.status === 201) return;
  const after = await readAfterwards(session, section, ref);
  if (after === null) throw deleted();
  if (!holdsChanges(after, changes)) throw brokenAnswer(call, answer.status, 'the change cannot be read back');
}

/** What has become of a write. Where that cannot be read the write is in doubt. */
async function readAfterwards(
  session: Session,
  section: SectionRef,
  ref: AssignmentRef,
): Promise<SisAssignment | null> {
  try {
    return await readAssignment(session, section, ref);
  } catch (error) {
    throw inDoubt(error);
  }
}

async function read(
  session: Session,
  section: SectionRef,
  assignmentId: string,
): Promise<{ call: Call; json: JsonObject } | null> {
  const path = `${onePath(assignmentId)}?${teacher(section)}`;
  const call = { method: 'GET', path, route: ONE_ROUTE, expects: [404] } as const;
  const { status, json } = await session.call(call);
  if (status === 404) return null;
  const assignment = objectOf(json);
  if (assignment === null) throw brokenAnswer(call, status, 'not an assignment');
  return { call, json: assignment };
}

function createdId(call: Call, created: Answer): string {
  const location = created.headers['location'] ?? '';
  const id = /\/(\d+)\/?(?:\?.*)?$/.exec(location)?.[1];
  if (id === undefined) throw brokenAnswer(call, created.status, 'no id of the new assignment in Location');
  return id;
}

function onePath(assignmentId: string): string {
  return `${LIST_ROUTE}/${dcid(assignmentId, 'assignmentId')}`;
}

function teacher(section: SectionRef): string {
  return `users_dcid=${dcid(section.teacherId, 'teacherId')}`;
}

function deleted(): SisError {
  return new SisError(
    { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', status: 404 },
    'PowerSchool has this assignment no more',
  );
}
