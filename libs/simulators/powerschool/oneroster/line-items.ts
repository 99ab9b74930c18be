import {
  addAssignment,
  assignmentsOf,
  removeAssignment,
  replaceAssignment,
  type SectionDraft,
} from '../gradebook/assignments.ts';
import { checkCategory, checkFields } from '../gradebook/assignment-rules.ts';
import { dateIn } from '../gradebook/dates.ts';
import { termOfSection } from '../gradebook/store.ts';
import type { AssignmentFields, AssignmentSection, Section } from '../gradebook/types.ts';
import { isObject, type JsonObject } from '../http/body.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { FIELD_ACCESS } from '../faults/replies.ts';
import { invalidData, unknownObject } from './imsx.ts';
import { lineItemJson } from './json.ts';
import { listReply } from './lists.ts';
import { readWrapped, referred } from './schema.ts';

/** `GET /lineItems`. */
export function listLineItems(call: Call, world: World): Reply {
  return list(call, world, [...world.store.assignmentSections.values()]);
}

/** `GET /classes/{class}/lineItems`. */
export function listLineItemsOfClass(call: Call, world: World): Reply {
  const section = classOf(call.params['class'] ?? '', world);
  return list(call, world, partsOf(world, section));
}

/** `GET /lineItems/{id}`. */
export function readLineItem(call: Call, world: World): Reply {
  return { status: 200, body: { lineItem: lineItemJson(world, existing(call, world)) } };
}

/** `PUT /lineItems/{id}`: makes it (201) or replaces it as a whole; the sourcedId is the client's. */
export function putLineItem(call: Call, world: World): Reply {
  const { ids, store, settings, access } = world;
  if (!access.gradebookWrite) throw new Refused({ status: 403, body: FIELD_ACCESS });
  const object = readWrapped(call, 'lineItem', settings.strictOneRoster);
  const sourcedId = String(object['sourcedId']);
  const before = ids.lineItem(sourcedId) ?? null;
  const draft = readDraft(object, world, before);
  if (before === null) {
    const assignment = addAssignment(store, [draft], { plugin: world.pluginId });
    for (const part of assignment.sections) ids.nameLineItem(sourcedId, part.assignmentSectionId);
    return done(world, 201, assignment.sections[0]);
  }
  const assignment = store.assignments.get(before.assignmentId);
  if (assignment !== undefined) replaceAssignment(store, assignment, [draft], { by: 'plugin', rescaleScores: false });
  return done(world, settings.oneRosterModifyStatus, before);
}

/** `DELETE /lineItems/{id}`: with its results. */
export function deleteLineItem(call: Call, world: World): Reply {
  const part = existing(call, world);
  if (part.isLocked) throw invalidData(`Line item ${call.params['id'] ?? ''} is locked.`);
  removeAssignment(world.store, part.assignmentId);
  return { status: 204 };
}

export function partsOf({ store }: World, section: Section): AssignmentSection[] {
  return assignmentsOf(store, section.dcid).flatMap(({ sections }) =>
    sections.filter(({ sectionDcid }) => sectionDcid === section.dcid),
  );
}

export function classOf(sourcedId: string, { ids }: World): Section {
  const section = ids.class(sourcedId);
  if (section === undefined) throw unknownObject('class', sourcedId);
  return section;
}

function list(call: Call, world: World, parts: readonly AssignmentSection[]): Reply {
  return listReply(call, 'lineItems', parts, (part) => lineItemJson(world, part), world.settings.maxPageSize);
}

function existing(call: Call, { ids }: World): AssignmentSection {
  const sourcedId = call.params['id'] ?? '';
  const part = ids.lineItem(sourcedId);
  if (part === undefined) throw unknownObject('lineItem', sourcedId);
  return part;
}

function done(world: World, status: number, part: AssignmentSection | undefined): Reply {
  return part === undefined ? { status } : { status, body: { lineItem: lineItemJson(world, part) } };
}

function readDraft(object: JsonObject, world: World, before: AssignmentSection | null): SectionDraft {
  const { store, ids } = world;
  const section = classOf(referred(object, 'class'), world);
  if (before !== null && before.sectionDcid !== section.dcid) throw invalidData('A line item cannot change its class.');
  if (before?.isLocked === true) throw invalidData('The line item is locked.');
  const term = termOfSection(store, section);
  if (term !== undefined && store.lockedTerms.has(term.dcid)) throw invalidData('Locked Term');
  const category = ids.category(referred(object, 'category'));
  if (category === undefined) throw unknownObject('category', referred(object, 'category'));
  const gradingPeriod = referred(object, 'gradingPeriod');
  if (gradingPeriod !== '' && ids.term(gradingPeriod) === undefined)
    throw unknownObject('gradingPeriod', gradingPeriod);
  const fields = fieldsOf(object, world, before);
  const wanted = { section, categoryId: category.teacherCategoryId, usersDcid: editorOf(section, category.usersDcid) };
  const violations = [
    ...checkFields(store, section, fields),
    ...checkCategory(store, wanted, before?.categoryId ?? null),
  ];
  if (violations.length > 0) throw invalidData(violations.map(({ message }) => message).join(' '));
  return { sectionDcid: section.dcid, fields, categoryId: category.teacherCategoryId, onlyStudents: null };
}

/** OneRoster names no teacher: it is the category's own, if that one teaches the class, else the first who does. */
function editorOf(section: Section, categoryOwner: number): number {
  const editors = section.teachers.filter(({ access }) => access === 'EDIT').map(({ usersDcid }) => usersDcid);
  return editors.includes(categoryOwner) ? categoryOwner : (editors[0] ?? 0);
}

/** What OneRoster has no word for stays as it is, or is PowerSchool's default. */
function fieldsOf(object: JsonObject, { settings, store }: World, before: AssignmentSection | null): AssignmentFields {
  const points = Number(object['resultValueMax']);
  const dueDate = String(object['dueDate']);
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return {
    name: String(object['title']),
    description: typeof object['description'] === 'string' ? object['description'] : null,
    dueDate: settings.oneRosterDates === 'text' ? dueDate.slice(0, 10) : dateIn(store.timeZone, Date.parse(dueDate)),
    // Upper case, and not said otherwise: the default is a scale of grades, to a teacher's surprise.
    scoreType: metadata['scoreType'] === 'POINTS' ? 'POINTS' : 'GRADESCALE',
    scoreEntryPoints: points,
    weight: 1,
    totalPointValue: points,
    extraCreditPoints: 0,
    isCountedInFinalGrade: before?.isCountedInFinalGrade ?? true,
    isScoringNeeded: before?.isScoringNeeded ?? true,
    isScoresPublish: before?.isScoresPublish ?? true,
    publishOption: before?.publishOption ?? 'Immediately',
    publishDaysBeforeDue: before?.publishDaysBeforeDue ?? null,
    publishOnSpecificDate: before?.publishOnSpecificDate ?? null,
    maxRetakeAllowed: before?.maxRetakeAllowed ?? null,
  };
}
