import { checkCategory, checkFields, type Violation } from '../gradebook/assignment-rules.ts';
import type { SectionDraft } from '../gradebook/assignments.ts';
import type { AssignmentFields, AssignmentSection, Teacher } from '../gradebook/types.ts';
import { jsonOf } from '../http/body.ts';
import type { Call } from '../http/call.ts';
import type { World } from '../world.ts';
import { badRequest, invalid } from './errors.ts';
import { Fields } from './fields.ts';
import { editableSection } from './parameters.ts';

export interface AssignmentBody {
  readonly standardScoringMethod: string;
  readonly drafts: readonly SectionDraft[];
}

/**
 * Reads and checks the body of a create or of an overwrite. What it leaves out becomes the default, also on an overwrite:
 * "all values submitted overwrite". `current` gives the assignment as it is in a section, null where it is new there.
 */
export function readAssignmentBody(
  call: Call,
  world: World,
  teacher: Teacher,
  current: (sectionDcid: number) => AssignmentSection | null,
): AssignmentBody {
  const body = new Fields(jsonOf(call), '');
  const parts = body.list('_assignmentsections');
  if (parts.length === 0) throw badRequest('_assignmentsections', 'must name at least one section');
  const violations: Violation[] = [];
  const drafts = parts.map((part) => {
    const section = editableSection(world, part.id('sectionsdcid'), teacher);
    const fields = readFields(part);
    const { categoryId, problems } = readCategory(part);
    violations.push(...checkFields(world.store, section, fields), ...problems);
    if (categoryId !== null) {
      const wanted = { section, categoryId, usersDcid: teacher.usersDcid };
      violations.push(...checkCategory(world.store, wanted, current(section.dcid)?.categoryId ?? null));
    }
    return { sectionDcid: section.dcid, fields, categoryId: categoryId ?? 0, onlyStudents: readStudents(part) };
  });
  violations.push(...checkAlike(drafts));
  if (violations.length > 0) throw invalid(violations);
  return { standardScoringMethod: body.textOr('standardscoringmethod', 'GradeScale'), drafts };
}

function readFields(part: Fields): AssignmentFields {
  const scoreEntryPoints = part.number('scoreentrypoints');
  const weight = part.numberOr('weight', 1);
  return {
    name: part.text('name'),
    description: part.textOr('description', null),
    dueDate: part.text('duedate'),
    scoreType: part.text('scoretype'),
    scoreEntryPoints,
    weight,
    totalPointValue: part.numberOr('totalpointvalue', scoreEntryPoints * weight),
    extraCreditPoints: part.numberOr('extracreditpoints', 0),
    isCountedInFinalGrade: part.flagOr('iscountedinfinalgrade', true),
    isScoringNeeded: part.flagOr('isscoringneeded', true),
    isScoresPublish: part.flagOr('isscorespublish', true),
    publishOption: part.textOr('publishoption', 'Immediately'),
    publishDaysBeforeDue: part.numberOr('publishdaysbeforedue', null),
    publishOnSpecificDate: part.textOr('publishonspecificdate', null),
    maxRetakeAllowed: part.numberOr('maxretakeallowed', null),
  };
}

function readCategory(part: Fields): { categoryId: number | null; problems: Violation[] } {
  const associations = part.list('_assignmentcategoryassociations');
  const primary = associations.find((association) => association.flagOr('isprimary', false));
  if (primary !== undefined) return { categoryId: primary.id('teachercategoryid'), problems: [] };
  const message = 'Assignment must have a primary category.';
  return { categoryId: null, problems: [{ field: '_assignmentcategoryassociations', message }] };
}

function readStudents(part: Fields): ReadonlySet<number> | null {
  const students = part.list('_assignmentstudentassociations').map((each) => each.id('studentsdcid'));
  return students.length === 0 ? null : new Set(students);
}

/** "All values (except DueDate and the student lists) must be identical across all section assignment records." */
function checkAlike(drafts: readonly SectionDraft[]): Violation[] {
  const [first, ...others] = drafts.map(({ fields }) => JSON.stringify({ ...fields, dueDate: '' }));
  if (others.every((each) => each === first)) return [];
  return [{ field: '_assignmentsections', message: 'All values except DueDate must be identical in all sections.' }];
}
