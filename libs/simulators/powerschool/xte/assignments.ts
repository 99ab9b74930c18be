import { addAssignment, assignmentsOf, removeAssignment, replaceAssignment } from '../gradebook/assignments.ts';
import { termOfSection } from '../gradebook/store.ts';
import type { Assignment, AssignmentSection } from '../gradebook/types.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { FIELD_ACCESS } from '../faults/replies.ts';
import { type AssignmentBody, readAssignmentBody } from './assignment-body.ts';
import { assignmentJson } from './assignment-json.ts';
import { badRequest, invalid, notFound, notTeaching } from './errors.ts';
import { actingTeacher, mayEdit, mayView, pathId } from './parameters.ts';

const MAX_SECTIONS_IN_ONE_LIST = 1_000;

/** `GET /ws/xte/section/assignment/?section_ids=1,2`: a plain array of all of them, whatever `pagesize` says. */
export function listAssignments(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  const ids = (call.query.get('section_ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > MAX_SECTIONS_IN_ONE_LIST || !ids.every((id) => /^\d+$/.test(id))) {
    throw badRequest('section_ids', `is required: 1 to ${MAX_SECTIONS_IN_ONE_LIST} ids`);
  }
  const found = new Map<number, Assignment>();
  for (const id of ids.map(Number)) {
    const section = world.store.sections.get(id);
    if (section === undefined) throw notFound('Section', id);
    if (!mayView(section, teacher)) throw notTeaching(id);
    for (const assignment of assignmentsOf(world.store, id)) found.set(assignment.assignmentId, assignment);
  }
  return { status: 200, body: [...found.values()].map(assignmentJson) };
}

/** `GET /ws/xte/section/assignment/{assignmentid}`. */
export function readAssignment(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  const assignment = existing(call, world);
  const seen = assignment.sections.some(({ sectionDcid }) => {
    const section = world.store.sections.get(sectionDcid);
    return section !== undefined && mayView(section, teacher);
  });
  if (!seen) throw notTeaching(assignment.sections[0]?.sectionDcid ?? 0);
  return { status: 200, body: assignmentJson(assignment) };
}

/** `POST /ws/xte/section/assignment/`: 201 with an EMPTY body; `Location` ends in the assignmentid. */
export function createAssignment(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  checkFieldAccess(world);
  const { drafts, standardScoringMethod } = readAssignmentBody(call, world, teacher, () => null);
  checkTerms(world, drafts);
  const assignment = addAssignment(world.store, drafts, { plugin: world.pluginId, standardScoringMethod });
  return { status: 201, headers: headersFor(call, world, assignment) };
}

/** `PUT /ws/xte/section/assignment/{assignmentid}`: overwrites it as a whole; 201, as the documents have it. */
export function overwriteAssignment(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  checkFieldAccess(world);
  const assignment = existing(call, world);
  const current = (dcid: number) => assignment.sections.find(({ sectionDcid }) => sectionDcid === dcid) ?? null;
  for (const part of assignment.sections) {
    if (!mayEdit(world.store.sections.get(part.sectionDcid), teacher)) throw notTeaching(part.sectionDcid);
    checkUnlocked(part);
  }
  const body = readAssignmentBody(call, world, teacher, current);
  checkTerms(world, body.drafts);
  checkAllSections(assignment, body);
  const updateScores = updateScoresOf(call, assignment, body);
  const rescaleScores = updateScores && world.settings.updateScoresRescales;
  replaceAssignment(world.store, assignment, body.drafts, { by: 'plugin', rescaleScores });
  assignment.standardScoringMethod = body.standardScoringMethod;
  return { status: 201, headers: headersFor(call, world, assignment) };
}

/** `DELETE /ws/xte/section/assignment/{assignmentid}`: 412 when it has grades and `force` is not true. */
export function deleteAssignment(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  const assignment = existing(call, world);
  for (const part of assignment.sections) {
    if (!mayEdit(world.store.sections.get(part.sectionDcid), teacher)) throw notTeaching(part.sectionDcid);
    checkUnlocked(part);
  }
  if (hasScores(assignment) && call.query.get('force') !== 'true') {
    throw new Refused({ status: 412, body: { message: 'Assignment has grades associated' } });
  }
  removeAssignment(world.store, assignment.assignmentId);
  return { status: 204 };
}

function existing(call: Call, { store }: World): Assignment {
  const id = pathId(call, 'Assignment');
  const assignment = store.assignments.get(id);
  if (assignment === undefined) throw notFound('Assignment', id);
  return assignment;
}

/** PowerSchool fills Assignment.CreatedByPlugin itself, and refuses a plugin that may not write that column. */
function checkFieldAccess({ access }: World): void {
  if (!access.gradebookWrite) throw new Refused({ status: 403, body: FIELD_ACCESS });
}

function checkTerms({ store }: World, drafts: AssignmentBody['drafts']): void {
  for (const { sectionDcid } of drafts) {
    const section = store.sections.get(sectionDcid);
    const term = section === undefined ? undefined : termOfSection(store, section);
    if (term !== undefined && store.lockedTerms.has(term.dcid)) {
      throw invalid([{ field: 'duedate', message: 'Locked Term' }]);
    }
  }
}

function checkUnlocked({ isLocked, assignmentSectionId }: AssignmentSection): void {
  if (isLocked) throw invalid([{ field: 'islocked', message: `Assignment section ${assignmentSectionId} is locked.` }]);
}

function checkAllSections(assignment: Assignment, { drafts }: AssignmentBody): void {
  const named = new Set(drafts.map(({ sectionDcid }) => sectionDcid));
  if (assignment.sections.every(({ sectionDcid }) => named.has(sectionDcid))) return;
  throw invalid([{ field: '_assignmentsections', message: 'All sections of the assignment must be included.' }]);
}

/** `update_scores`, which "must be given if scores exist and scoring changes". */
function updateScoresOf(call: Call, assignment: Assignment, { drafts }: AssignmentBody): boolean {
  const given = call.query.get('update_scores');
  if (given !== null && given !== 'true' && given !== 'false')
    throw badRequest('update_scores', 'must be true or false');
  const scoringChanges = drafts.some(({ sectionDcid, fields }) => {
    const part = assignment.sections.find((each) => each.sectionDcid === sectionDcid);
    if (part === undefined) return false;
    const before = [part.scoreType, part.scoreEntryPoints, part.weight, part.totalPointValue, part.extraCreditPoints];
    const { scoreType, scoreEntryPoints, weight, totalPointValue, extraCreditPoints } = fields;
    const after = [scoreType, scoreEntryPoints, weight, totalPointValue, extraCreditPoints];
    return before.some((value, at) => value !== after[at]);
  });
  if (scoringChanges && given === null && hasScores(assignment)) {
    throw invalid([{ field: 'update_scores', message: 'update_scores is required when scores exist.' }]);
  }
  return given === 'true';
}

function hasScores(assignment: Assignment): boolean {
  return assignment.sections.some(({ scores }) => {
    for (const score of scores.values()) if (score.points !== null || score.exempt || score.missing) return true;
    return false;
  });
}

function headersFor(call: Call, { settings }: World, { assignmentId, sections }: Assignment): Record<string, string> {
  const location = `http://${call.headers.host ?? 'localhost'}/ws/xte/section/assignment/${assignmentId}`;
  if (!settings.sectionIdsHeader) return { location };
  const ids = sections.map(({ assignmentSectionId }) => assignmentSectionId).join(',');
  return { location, assignmentsectionids: `[${ids}]` };
}
