import { type AssignmentRef, OWN_REFUSALS } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { brokenAnswer } from '../failures/classify.ts';
import { isUnreadable } from '../failures/unreadable.ts';
import {
  type AssignmentChanges,
  type NewAssignment,
  type SectionRef,
  type SisAssignment,
  SisError,
} from '../port/gradebook.ts';
import { holdsChanges } from '../answers/changes.ts';
import { dateOf, type JsonObject, numberOf, objectOf, textOf } from '../answers/values.ts';
import { noneWhereAbsent, type Provider, type Reference } from './provider.ts';
import type { Sessions } from './sessions.ts';
import { lineItemId } from './sourced-ids.ts';

const ROUTE = '/lineItems/{id}';
const LIST_ROUTE = '/classes/{id}/lineItems';

export interface LineItems {
  list(section: SectionRef): Promise<SisAssignment[]>;
  read(section: SectionRef, ref: AssignmentRef): Promise<SisAssignment | null>;
  create(section: SectionRef, assignment: NewAssignment): Promise<AssignmentRef>;
  update(section: SectionRef, ref: AssignmentRef, changes: AssignmentChanges): Promise<void>;
}

/** Assignments as line items. A PUT replaces and creates alike, under an id of ours: done twice it is as done once. */
export function createLineItems(provider: Provider, sessions: Sessions, clock: Pick<Clock, 'now'>): LineItems {
  const put = (id: string, lineItem: JsonObject): Promise<void> =>
    provider.put(ROUTE, id, {
      lineItem: { sourcedId: id, status: 'active', dateLastModified: new Date(clock.now()).toISOString(), ...lineItem },
    });
  const readRaw = async (section: SectionRef, { assignmentId }: AssignmentRef): Promise<JsonObject | null> => {
    const lineItem = await provider.readOne(ROUTE, [assignmentId], 'lineItem').catch(unreadableWhereRefused);
    if (lineItem !== null) return isGone(lineItem) ? null : lineItem;
    // An interface that gives no line items to read says 404 of each of them: that is not word of one that was deleted.
    const inClass = provider.ids.toSourced('class', section.sectionId);
    if ((await provider.readAllOrNull(LIST_ROUTE, [inClass], ['lineItems'])) === null) throw unreadable();
    return null;
  };
  const classOf = (section: SectionRef): Reference =>
    provider.reference('classes', 'class', provider.ids.toSourced('class', section.sectionId));

  return {
    list: async (section) => {
      const inClass = [provider.ids.toSourced('class', section.sectionId)];
      // Where a class cannot be read nothing is found, and nothing doubled: a PUT under our own id is the same line item again.
      const read = provider.readAll(LIST_ROUTE, inClass, ['lineItems']);
      const entries: JsonObject[] = await read.catch(noneWhereAbsent);
      return entries.filter((entry) => !isGone(entry)).flatMap((entry) => assignmentOf(entry) ?? []);
    },
    read: async (section, ref) => {
      const lineItem = await readRaw(section, ref);
      return lineItem === null ? null : readable(lineItem);
    },
    create: async (section, assignment) => {
      const id = lineItemId(section.sectionId, assignment.unitId);
      await put(id, {
        title: assignment.title,
        assignDate: dateTime(assignment.dueDate),
        dueDate: dateTime(assignment.dueDate),
        class: classOf(section),
        gradingPeriod: await sessions.periodOf(section, assignment.dueDate),
        resultValueMin: 0,
        resultValueMax: assignment.totalPoints,
        category: provider.reference('categories', 'category', assignment.categoryId),
        metadata: { scoreType: 'POINTS' },
      });
      return { assignmentId: id, sectionAssignmentId: id };
    },
    update: async (section, ref, changes) => {
      const current = await readRaw(section, ref);
      if (current === null) throw deleted();
      const known = readable(current);
      if (holdsChanges(known, changes)) return;
      const { title, dueDate, totalPoints, categoryId } = { ...known, ...changes };
      // The period that it stands in follows from the due date, and is PowerSchool's own as long as that is.
      const period = changes.dueDate === undefined ? textOf(objectOf(current['gradingPeriod'])?.['sourcedId']) : null;
      await put(ref.assignmentId, {
        ...kept(current),
        title,
        assignDate: textOf(current['assignDate']) ?? dateTime(dueDate),
        // Not as it was given: midnight of a zone that is not known here may be the day before in PowerSchool's own.
        dueDate: dateTime(dueDate),
        class: classOf(section),
        gradingPeriod:
          period === null
            ? await sessions.periodOf(section, dueDate)
            : provider.reference('academicSessions', 'academicSession', period),
        resultValueMin: numberOf(current['resultValueMin']) ?? 0,
        resultValueMax: totalPoints,
        ...(categoryId === null ? {} : { category: provider.reference('categories', 'category', categoryId) }),
        // Without it PowerSchool takes GRADESCALE; one that it has is a teacher's.
        metadata: { scoreType: 'POINTS', ...objectOf(current['metadata']) },
      });
    },
  };
}

/** What is a teacher's and has no field of ours; an unknown one would be refused by the schema. */
function kept(current: JsonObject): JsonObject {
  const description = textOf(current['description']);
  return description === null ? {} : { description };
}

/**
 * A date as the date-time that OneRoster asks for. PowerSchool keeps the date only, by a time zone that is not known here: noon UTC is the
 * same date from 12 hours west to 11 hours east of Greenwich.
 */
function dateTime(date: string): string {
  return `${date}T12:00:00.000Z`;
}

function isGone(lineItem: JsonObject): boolean {
  return lineItem['status'] === 'tobedeleted';
}

function readable(lineItem: JsonObject): SisAssignment {
  const assignment = assignmentOf(lineItem);
  if (assignment !== null) return assignment;
  throw brokenAnswer({ method: 'GET', route: ROUTE }, 200, 'a line item without sourcedId, dueDate or resultValueMax');
}

function assignmentOf(lineItem: JsonObject): SisAssignment | null {
  const id = textOf(lineItem['sourcedId']);
  const dueDate = dateOf(lineItem['dueDate']);
  const totalPoints = numberOf(lineItem['resultValueMax']);
  if (id === null || dueDate === null || totalPoints === null) return null;
  return {
    ref: { assignmentId: id, sectionAssignmentId: id },
    title: textOf(lineItem['title']) ?? '',
    dueDate,
    totalPoints,
    categoryId: textOf(objectOf(lineItem['category'])?.['sourcedId']),
  };
}

/** An interface that only takes what is pushed may refuse to be read in whatever way; a page in front of it is passing trouble. */
function unreadableWhereRefused(error: unknown): never {
  const isPassing = error instanceof SisError && error.class === 'transient' && error.status !== 501;
  throw isUnreadable(error) && !isPassing ? unreadable(error.status, error) : error;
}

function unreadable(status: number | null = 404, cause?: unknown): SisError {
  return new SisError({ class: 'unit', code: 'SIS_REJECTED', status }, OWN_REFUSALS.noLineItems, cause);
}

function deleted(): SisError {
  return new SisError(
    { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', status: 404 },
    'PowerSchool has this assignment no more',
  );
}
