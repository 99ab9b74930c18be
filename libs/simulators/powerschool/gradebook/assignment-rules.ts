import { isCalendarDate } from './dates.ts';
import { type Store, termOfSection, yearIdOf } from './store.ts';
import type { AssignmentFields, Section } from './types.ts';

/** AssignmentSection.Name is Varchar2(50). */
const MAX_NAME_LENGTH = 50;
/** AssignmentSection.Description is Varchar2(4000). */
const MAX_DESCRIPTION_LENGTH = 4_000;
/** Most of (points × weight) + extra points. */
const MAX_POINTS = 9_999;

/** One rule that is broken: which column, and PowerSchool's words for it. */
export interface Violation {
  readonly field: string;
  readonly message: string;
}

/** The gradebook's own rules for an assignment in one section; an empty list = it may be stored. */
export function checkFields(store: Store, section: Section, fields: AssignmentFields): Violation[] {
  return [...checkText(fields), ...checkPoints(fields), ...checkDueDate(store, section, fields.dueDate)];
}

function checkText({ name, description }: AssignmentFields): Violation[] {
  const violations: Violation[] = [];
  if (name.trim() === '') violations.push({ field: 'name', message: 'Name is required.' });
  // Oracle counts characters as code points; whether the column's limit is in bytes is not known.
  if ([...name].length > MAX_NAME_LENGTH) {
    violations.push({ field: 'name', message: `Name cannot be longer than ${MAX_NAME_LENGTH} characters.` });
  }
  if (description !== null && [...description].length > MAX_DESCRIPTION_LENGTH) {
    violations.push({ field: 'description', message: `Description cannot be longer than ${MAX_DESCRIPTION_LENGTH}.` });
  }
  return violations;
}

function checkPoints(fields: AssignmentFields): Violation[] {
  const { scoreEntryPoints, weight, totalPointValue, extraCreditPoints } = fields;
  const violations: Violation[] = [];
  if (scoreEntryPoints < 0) violations.push({ field: 'scoreentrypoints', message: 'Points cannot be negative.' });
  if (scoreEntryPoints * weight + extraCreditPoints > MAX_POINTS) {
    violations.push({
      field: 'totalpointvalue',
      message: `(Points * Weight) + Extra Points cannot be greater than ${MAX_POINTS}.`,
    });
  }
  if (Math.abs(scoreEntryPoints * weight - totalPointValue) > 1e-6) {
    violations.push({ field: 'totalpointvalue', message: 'Total point value must be score entry points * weight.' });
  }
  return violations;
}

function checkDueDate(store: Store, section: Section, dueDate: string): Violation[] {
  if (!isCalendarDate(dueDate)) return [{ field: 'duedate', message: 'Due date is not a valid date.' }];
  const term = termOfSection(store, section);
  if (term !== undefined && dueDate >= term.startDate && dueDate <= term.endDate) return [];
  const between = term === undefined ? '' : ` (${term.startDate} - ${term.endDate})`;
  return [{ field: 'duedate', message: `Due date must be within the date range of the section's term${between}.` }];
}

/**
 * May an assignment of `usersDcid` go into this category? Inactive ones are refused for what is not in them yet only:
 * making a category inactive does not touch the assignments that use it.
 */
export function checkCategory(
  store: Store,
  { section, categoryId, usersDcid }: { section: Section; categoryId: number; usersDcid: number },
  currentCategoryId: number | null,
): Violation[] {
  if (categoryId === currentCategoryId) return [];
  const category = store.categories.get(categoryId);
  const field = 'teachercategoryid';
  if (category === undefined) return [{ field, message: `Teacher category ${categoryId} does not exist.` }];
  if (category.usersDcid !== usersDcid) {
    return [{ field, message: `Teacher category ${categoryId} does not belong to the teacher.` }];
  }
  if (category.yearId !== yearIdOf(section.termId)) {
    return [{ field, message: `Teacher category ${categoryId} is not of the section's year.` }];
  }
  return category.isActive ? [] : [{ field, message: `Teacher category ${categoryId} is inactive.` }];
}
