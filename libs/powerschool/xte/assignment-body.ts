import type { AssignmentChanges, NewAssignment, SisAssignment } from '../port/gradebook.ts';
import { dateOf, flagOf, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../answers/values.ts';
import { dcid } from './ids.ts';

/** The body of a create, with the fields that a real server took. The points are the weight's too: 1 × total. */
export function newAssignmentBody(sectionDcid: number, assignment: NewAssignment): JsonObject {
  return {
    _assignmentsections: [
      {
        sectionsdcid: sectionDcid,
        name: assignment.title,
        duedate: assignment.dueDate,
        scoretype: 'POINTS',
        scoreentrypoints: assignment.totalPoints,
        totalpointvalue: assignment.totalPoints,
        weight: 1,
        iscountedinfinalgrade: true,
        isscoringneeded: true,
        publishoption: 'Immediately',
        _assignmentcategoryassociations: [
          { teachercategoryid: dcid(assignment.categoryId, 'categoryId'), isprimary: true },
        ],
      },
    ],
  };
}

/**
 * The whole assignment as PowerSchool gave it, with what is named changed: a PUT overwrites everything, so whatever is left out would be
 * lost. Title, points and category have to be the same in all sections of an assignment; the due date is each section's own. A weight
 * that the teacher set stays, and the total value follows from it.
 */
export function changedAssignmentBody(current: JsonObject, part: JsonObject, changes: AssignmentChanges): JsonObject {
  const { title, dueDate, totalPoints, categoryId } = changes;
  const category = categoryId === undefined ? null : dcid(categoryId, 'categoryId');
  const parts = objectsOf(current['_assignmentsections']).map((each) => ({
    ...each,
    ...(title !== undefined && { name: title }),
    ...(totalPoints !== undefined && {
      scoreentrypoints: totalPoints,
      totalpointvalue: totalPoints * (numberOf(each['weight']) ?? 1),
    }),
    ...(dueDate !== undefined && each === part && { duedate: dueDate }),
    ...(category !== null && { _assignmentcategoryassociations: inCategory(each, category) }),
  }));
  return { ...current, _assignmentsections: parts };
}

/** The primary category replaced; one that the teacher added beside it stays. */
function inCategory(part: JsonObject, teachercategoryid: number): JsonObject[] {
  const associations = objectsOf(part['_assignmentcategoryassociations']);
  const primary = associations.find(isPrimary) ?? {};
  const others = associations.filter(
    (each) => each !== primary && numberOf(each['teachercategoryid']) !== teachercategoryid,
  );
  return [{ ...primary, teachercategoryid, isprimary: true }, ...others];
}

function isPrimary(association: JsonObject): boolean {
  return flagOf(association['isprimary']) === true;
}

/** The part of an assignment that stands in a section; null when it does not stand there. */
export function partOf(
  assignment: JsonObject,
  where: { readonly sectionId: string; readonly sectionAssignmentId?: string },
): JsonObject | null {
  const parts = objectsOf(assignment['_assignmentsections']);
  return (
    parts.find((part) => textOf(part['assignmentsectionid']) === where.sectionAssignmentId) ??
    parts.find((part) => textOf(part['sectionsdcid']) === where.sectionId) ??
    null
  );
}

/** Null where an id, the name, the date or the points cannot be read. */
export function assignmentOf(assignment: JsonObject, part: JsonObject): SisAssignment | null {
  const assignmentId = textOf(assignment['assignmentid']);
  const sectionAssignmentId = textOf(part['assignmentsectionid']);
  const dueDate = dateOf(part['duedate']);
  // The points that scores are entered in; the total value is these times the weight.
  const totalPoints = numberOf(part['scoreentrypoints']) ?? numberOf(part['totalpointvalue']);
  if (assignmentId === null || sectionAssignmentId === null || dueDate === null || totalPoints === null) return null;
  const associations = objectsOf(part['_assignmentcategoryassociations']);
  const category = associations.find(isPrimary) ?? associations[0];
  return {
    ref: { assignmentId, sectionAssignmentId },
    title: textOf(part['name']) ?? '',
    dueDate,
    totalPoints,
    categoryId: textOf(objectOf(category)?.['teachercategoryid']),
  };
}
