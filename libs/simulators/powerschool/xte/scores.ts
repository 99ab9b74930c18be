import { associatedStudents } from '../gradebook/enrolment.ts';
import { writeScore } from '../gradebook/scores.ts';
import { termOfSection, today } from '../gradebook/store.ts';
import type { AssignmentSection, Teacher } from '../gradebook/types.ts';
import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { badRequest, invalid, lostAssignmentSection, notTeaching, type RowError } from './errors.ts';
import { actingTeacher, mayEdit } from './parameters.ts';
import { readScoreRows, readSingleRow, type ScoreRow } from './score-rows.ts';

/** `PUT /ws/xte/score`: many rows or none, keyed by (assignment section, student). */
export function writeScores(call: Call, world: World): Reply {
  const rows = readScoreRows(call);
  write(call, world, rows);
  return { status: 200, body: { assignment_scores: rows.map(rowJson) } };
}

/** `PUT /ws/xte/score/assignment`: one row. */
export function writeOneScore(call: Call, world: World): Reply {
  const row = readSingleRow(call);
  write(call, world, [row]);
  return { status: 200, body: rowJson(row) };
}

/** The reply names each student and gives no `assignmentscoreid`. */
function rowJson({ assignmentSectionId, studentDcid }: ScoreRow): unknown {
  return {
    _name: 'assignmentscore',
    studentsdcid: studentDcid,
    _assignmentsection: { assignmentsectionid: assignmentSectionId },
  };
}

/** Nothing is written unless every row may be. */
function write(call: Call, world: World, rows: readonly ScoreRow[]): void {
  const teacher = actingTeacher(call, world);
  checkStatus(call);
  const parts = new Map<number, AssignmentSection>();
  for (const { assignmentSectionId } of rows) {
    if (parts.has(assignmentSectionId)) continue;
    const part = writablePart(world, assignmentSectionId, teacher);
    checkTerm(call, world, part);
    parts.set(assignmentSectionId, part);
  }
  const errors = rowErrors(world, rows, parts);
  if (errors.length > 0) throw invalid(world.settings.nameRefusedRows ? errors : unnamed(errors));
  for (const { assignmentSectionId, studentDcid, change } of rows) {
    const part = parts.get(assignmentSectionId);
    const lifted = world.settings.exemptOnScore === 'lifted' && change.points !== undefined ? { exempt: false } : {};
    if (part !== undefined) writeScore(world.store, part, studentDcid, { ...lifted, ...change }, 'plugin');
  }
}

/** `status`: the enrolment statuses to consider, as `A` or `A,I,P`. Without the active ones nobody would be left. */
function checkStatus(call: Call): void {
  const status = call.query.get('status');
  if (status !== null && !status.split(',').includes('A')) throw badRequest('status', 'must include A');
}

function writablePart({ store }: World, id: number, teacher: Teacher): AssignmentSection {
  const part = store.assignmentSections.get(id);
  if (part === undefined) {
    // An assignmentid in the place of an assignmentsectionid is answered as a section that is not the teacher's.
    if (store.assignments.has(id)) throw notTeaching(id);
    throw lostAssignmentSection(id);
  }
  if (!mayEdit(store.sections.get(part.sectionDcid), teacher)) throw notTeaching(part.sectionDcid);
  if (part.isLocked) throw invalid([{ field: 'islocked', message: `Assignment section ${id} is locked.` }]);
  return part;
}

function checkTerm(call: Call, { store, settings }: World, part: AssignmentSection): void {
  const section = store.sections.get(part.sectionDcid);
  const term = section === undefined ? undefined : termOfSection(store, section);
  if (term !== undefined && store.lockedTerms.has(term.dcid))
    throw invalid([{ field: 'term_id', message: 'Locked Term' }]);
  const given = call.query.get('term_id');
  if (!settings.checkTermId || given === null || given === String(section?.termId)) return;
  throw invalid([{ field: 'term_id', message: `Term ${given} is not the term of section ${part.sectionDcid}.` }]);
}

function rowErrors(world: World, rows: readonly ScoreRow[], parts: ReadonlyMap<number, AssignmentSection>): RowError[] {
  const date = today(world.store);
  const associated = new Map([...parts].map(([id, part]) => [id, associatedStudents(world.store, part, date)]));
  const errors: RowError[] = [];
  for (const { assignmentSectionId, studentDcid, change, scoreType } of rows) {
    const params = { assignment_section_id: assignmentSectionId, student_dcid: studentDcid };
    if (associated.get(assignmentSectionId)?.has(studentDcid) !== true) {
      const field = `Student.id [${studentDcid}] does not have an AssignmentStudentAssociation for AssignmentSection.id [${assignmentSectionId}]`;
      errors.push({ field, message: 'Validation Error', params });
    }
    // Above the points that can be had is extra credit, and is taken.
    if ((change.points ?? 0) < 0) errors.push({ field: 'scorepoints', message: 'Score cannot be negative.', params });
    if (scoreType !== null && scoreType !== parts.get(assignmentSectionId)?.scoreType) {
      errors.push({ field: 'scoretype', message: 'Score type is not the score type of the assignment.', params });
    }
  }
  return errors;
}

function unnamed(errors: readonly RowError[]): RowError[] {
  return errors.slice(0, 1).map(({ message }) => ({ field: 'AssignmentStudentAssociation', message }));
}
