import { associatedStudents } from '../gradebook/enrolment.ts';
import { today } from '../gradebook/store.ts';
import { timestamp } from '../gradebook/dates.ts';
import type { AssignmentSection, Score } from '../gradebook/types.ts';
import { isObject, jsonOf } from '../http/body.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { badRequest, notFound, notTeaching } from './errors.ts';
import { actingTeacher, mayView } from './parameters.ts';

const MAX_IDS = 1_000;

/**
 * `POST /ws/xte/assignment_score`: the scores of assignments in sections. In one client's code and in no document, so the
 * settings can take it away (404).
 */
export function readScores(call: Call, world: World): Reply {
  const { store, settings } = world;
  if (!settings.scoreReads) throw new Refused({ status: 404, body: { message: 'HTTP 404 Not Found' } });
  const teacher = actingTeacher(call, world);
  const body = jsonOf(call);
  const assignmentIds = new Set(idsOf(body, 'assignment_ids'));
  const scores: unknown[] = [];
  for (const sectionId of idsOf(body, 'section_ids')) {
    const section = store.sections.get(sectionId);
    if (section === undefined) throw notFound('Section', sectionId);
    if (!mayView(section, teacher)) throw notTeaching(sectionId);
    for (const id of assignmentIds) {
      for (const part of store.assignments.get(id)?.sections ?? []) {
        if (part.sectionDcid === sectionId)
          scores.push(...[...part.scores.values()].map((score) => scoreJson(part, score)));
      }
    }
  }
  return { status: 200, body: { assignment_scores: scores } };
}

function idsOf(body: unknown, key: string): number[] {
  const ids: unknown = isObject(body) ? body[key] : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_IDS || !ids.every(Number.isSafeInteger)) {
    throw badRequest(key, `must be a list of 1 to ${MAX_IDS} ids`);
  }
  return ids as number[];
}

function scoreJson(part: AssignmentSection, score: Score): unknown {
  return {
    _name: 'assignmentscore',
    assignmentscoreid: score.assignmentScoreId,
    studentsdcid: score.studentDcid,
    _assignmentsection: { assignmentsectionid: part.assignmentSectionId },
    actualscoreentered: score.points === null ? null : String(score.points),
    actualscorekind: score.points === null ? null : 'REAL_SCORE',
    scoretype: part.scoreType,
    scorepoints: score.points,
    isexempt: score.exempt,
    ismissing: score.missing,
    islate: score.late,
    iscollected: score.collected,
    isabsent: score.absent,
    isincomplete: score.incomplete,
    whenmodified: timestamp(score.whenModified),
  };
}

/** `DELETE /ws/xte/assignment_section/students`: leaves students out of every assignment of sections, without looking. */
export function removeStudents(call: Call, world: World): Reply {
  const { store } = world;
  const body = jsonOf(call);
  const gone = new Set(idsOf(body, 'student_ids'));
  for (const sectionId of idsOf(body, 'section_ids')) {
    for (const assignmentId of store.assignmentsOfSection.get(sectionId) ?? []) {
      for (const part of store.assignments.get(assignmentId)?.sections ?? []) {
        if (part.sectionDcid !== sectionId) continue;
        const left = [...associatedStudents(store, part, today(store))].filter((student) => !gone.has(student));
        // Without anybody left, "all students are selected" again.
        part.onlyStudents = left.length === 0 ? null : new Set(left);
      }
    }
  }
  return { status: 201 };
}
