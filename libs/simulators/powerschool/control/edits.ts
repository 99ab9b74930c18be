import { yearIdOf } from '../gradebook/store.ts';
import type { AssignmentSection } from '../gradebook/types.ts';
import { type TeacherHand, teacherHand } from '../gradebook/teacher-hand.ts';
import type { World } from '../world.ts';

/** Fields of an edit that say in words what the gradebook's methods take as ids. */
const RESOLVED: ReadonlySet<string> = new Set(['kind', 'identifier', 'sisStudentId', 'category']);

type EditBody = Readonly<Record<string, unknown>>;

/**
 * A teacher's edits, one after the other: `{kind: 'setScore', …}` with the fields of the gradebook's method of that name.
 * Instead of ids they may say `identifier` (as S130545, at the end of the title), `sisStudentId`, and `category` (a name).
 * Throws `RangeError` or `TypeError` for what is not there; the edits before it are made.
 */
export function applyEdits(world: World, edits: readonly EditBody[]): unknown[] {
  const hand = teacherHand(world.store);
  return edits.map((edit) => {
    const kind = edit['kind'];
    if (typeof kind !== 'string' || !Object.hasOwn(hand, kind)) {
      throw new TypeError(`kind must be one of ${Object.keys(hand).join(', ')}`);
    }
    const method = hand[kind as keyof TeacherHand] as (edit: EditBody) => unknown;
    return method(withIds(world, edit)) ?? null;
  });
}

function withIds(world: World, edit: EditBody): EditBody {
  const { identifier, sisStudentId, category } = edit;
  const fields = Object.fromEntries(Object.entries(edit).filter(([key]) => !RESOLVED.has(key)));
  const ids: Record<string, unknown> = {};
  if (sisStudentId !== undefined) ids['studentDcid'] = Number(sisStudentId);
  if (typeof identifier !== 'string') return { ...fields, ...ids };
  const part = newestWith(world, identifier);
  ids['assignmentId'] = part.assignmentId;
  ids['assignmentSectionId'] = part.assignmentSectionId;
  if (typeof category === 'string') ids['categoryId'] = categoryNamed(world, part, category);
  return { ...fields, ...ids };
}

function newestWith({ store }: World, identifier: string): AssignmentSection {
  const found = [...store.assignmentSections.values()].filter(({ name }) => name.endsWith(`(${identifier})`));
  const newest = found.at(-1);
  if (newest === undefined) throw new RangeError(`the gradebook has no assignment with ${identifier} in its title`);
  return newest;
}

function categoryNamed({ store }: World, part: AssignmentSection, name: string): number {
  const section = store.sections.get(part.sectionDcid);
  const year = yearIdOf(section?.termId ?? 0);
  for (const { usersDcid } of section?.teachers ?? []) {
    const found = store.categoriesOfTeacher
      .get(usersDcid)
      ?.find((category) => category.name === name && category.yearId === year);
    if (found !== undefined) return found.teacherCategoryId;
  }
  throw new RangeError(`no teacher of section ${part.sectionDcid} has a category ${name}`);
}
