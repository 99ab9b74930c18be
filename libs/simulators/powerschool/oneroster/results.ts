import { POINT_DECIMALS, roundPoints } from '../gradebook/assignments.ts';
import { associatedStudents } from '../gradebook/enrolment.ts';
import { type ScoreChange, writeScore } from '../gradebook/scores.ts';
import { termOfSection, today } from '../gradebook/store.ts';
import type { AssignmentSection, Score } from '../gradebook/types.ts';
import type { JsonObject } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import type { ResultKey } from './ids.ts';
import { invalidData, unknownObject } from './imsx.ts';
import { resultJson } from './json.ts';
import { classOf, partsOf } from './line-items.ts';
import { listReply } from './lists.ts';
import { readWrapped, referred } from './schema.ts';

interface Cell {
  readonly part: AssignmentSection;
  readonly score: Score;
}

/** `GET /results`. */
export function listResults(call: Call, world: World): Reply {
  return list(call, world, [...world.store.assignmentSections.values()].flatMap(cellsOf));
}

/** `GET /classes/{class}/results`. */
export function listResultsOfClass(call: Call, world: World): Reply {
  return list(call, world, partsOf(world, classOf(call.params['class'] ?? '', world)).flatMap(cellsOf));
}

/** `GET /classes/{class}/lineItems/{lineItem}/results`. */
export function listResultsOfLineItem(call: Call, world: World): Reply {
  const section = classOf(call.params['class'] ?? '', world);
  const sourcedId = call.params['lineItem'] ?? '';
  const part = world.ids.lineItem(sourcedId);
  if (part?.sectionDcid !== section.dcid) throw unknownObject('lineItem', sourcedId);
  return list(call, world, cellsOf(part));
}

/** `GET /classes/{class}/students/{student}/results`. */
export function listResultsOfStudent(call: Call, world: World): Reply {
  const section = classOf(call.params['class'] ?? '', world);
  const sourcedId = call.params['student'] ?? '';
  const student = world.ids.student(sourcedId);
  if (student === undefined) throw unknownObject('student', sourcedId);
  const cells = partsOf(world, section).flatMap(cellsOf);
  return list(
    call,
    world,
    cells.filter(({ score }) => score.studentDcid === student.dcid),
  );
}

/** `GET /results/{id}`. */
export function readResult(call: Call, world: World): Reply {
  const { part, score } = existing(call, world);
  return { status: 200, body: { result: resultJson(world, part, score) } };
}

/** `PUT /results/{id}`: makes or replaces the student's one cell, whatever sourcedId it had before. */
export function putResult(call: Call, world: World): Reply {
  const { store, ids, settings } = world;
  const object = readWrapped(call, 'result', settings.strictOneRoster);
  const sourcedId = String(object['sourcedId']);
  const lineItem = referred(object, 'lineItem');
  const part = ids.lineItem(lineItem);
  if (part === undefined) throw unknownObject('lineItem', lineItem);
  const studentDcid = studentOf(object, world, part);
  const key = { assignmentSectionId: part.assignmentSectionId, studentDcid };
  const named = standing(ids.result(sourcedId), world);
  if (named !== undefined && !sameCell(named, key))
    throw invalidData('A result cannot change its lineItem or student.');
  const isNew = named === undefined || !part.scores.has(studentDcid);
  const score = writeScore(store, part, studentDcid, changeOf(object), 'plugin');
  ids.nameResult(sourcedId, key);
  const status = isNew ? 201 : settings.oneRosterModifyStatus;
  return { status, body: { result: resultJson(world, part, score) } };
}

/** `DELETE /results/{id}`: empties the cell. */
export function deleteResult(call: Call, world: World): Reply {
  const { part, score } = existing(call, world);
  part.scores.delete(score.studentDcid);
  return { status: 204 };
}

/** Cells that hold something. */
function cellsOf(part: AssignmentSection): Cell[] {
  return [...part.scores.values()]
    .filter(({ points, exempt }) => points !== null || exempt)
    .map((score) => ({ part, score }));
}

function list(call: Call, world: World, cells: readonly Cell[]): Reply {
  const toJson = ({ part, score }: Cell): object => resultJson(world, part, score);
  return listReply(call, 'results', cells, toJson, world.settings.maxPageSize);
}

function existing(call: Call, { ids, store }: World): Cell {
  const sourcedId = call.params['id'] ?? '';
  const key = ids.result(sourcedId);
  const part = key === undefined ? undefined : store.assignmentSections.get(key.assignmentSectionId);
  const score = key === undefined ? undefined : part?.scores.get(key.studentDcid);
  if (part !== undefined && score !== undefined) return { part, score };
  // One that a teacher made: its sourcedId is that of its row.
  for (const each of store.assignmentSections.values()) {
    for (const { score: own } of cellsOf(each)) {
      if (ids.of('result', own.assignmentScoreId) === sourcedId) return { part: each, score: own };
    }
  }
  throw unknownObject('result', sourcedId);
}

function studentOf(object: JsonObject, { ids, store }: World, part: AssignmentSection): number {
  if (part.isLocked) throw invalidData('The line item is locked.');
  const section = store.sections.get(part.sectionDcid);
  const term = section === undefined ? undefined : termOfSection(store, section);
  if (term !== undefined && store.lockedTerms.has(term.dcid)) throw invalidData('Locked Term');
  const sourcedId = referred(object, 'student');
  const student = ids.student(sourcedId);
  if (student === undefined) throw unknownObject('student', sourcedId);
  if (associatedStudents(store, part, today(store)).has(student.dcid)) return student.dcid;
  throw invalidData(`Student ${sourcedId} is not enrolled in class ${ids.of('class', part.sectionDcid)}.`);
}

/** A name goes with its line item: one that was deleted and made again has new cells. */
function standing(key: ResultKey | undefined, { store }: World): ResultKey | undefined {
  return key !== undefined && store.assignmentSections.has(key.assignmentSectionId) ? key : undefined;
}

function changeOf(object: JsonObject): ScoreChange {
  const points = Number(object['score']);
  const scoreStatus = String(object['scoreStatus']);
  if (points < 0) throw invalidData('result.score cannot be negative.');
  if (roundPoints(points) !== points) throw invalidData(`result.score must have at most ${POINT_DECIMALS} decimals.`);
  // A PUT replaces: whatever a teacher marked is gone with it. An exempt cell shows the number that had to be sent.
  const comment = typeof object['comment'] === 'string' && object['comment'] !== '' ? object['comment'] : null;
  return { points, exempt: scoreStatus === 'exempt', missing: false, late: false, comment };
}

function sameCell(a: ResultKey, b: ResultKey): boolean {
  return a.assignmentSectionId === b.assignmentSectionId && a.studentDcid === b.studentDcid;
}
