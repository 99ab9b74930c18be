import type { Section, Teacher } from '../gradebook/types.ts';
import type { Call } from '../http/call.ts';
import type { World } from '../world.ts';
import { badRequest, notFound, notTeaching } from './errors.ts';

/** A whole number of the query that must be there. */
export function numberParameter(call: Call, name: string): number {
  const text = call.query.get(name);
  if (text === null || !/^\d+$/.test(text)) throw badRequest(name, 'is required and must be a number');
  return Number(text);
}

/** The id at the end of the path. */
export function pathId(call: Call, what: string): number {
  const text = call.params['id'] ?? '';
  if (!/^\d+$/.test(text)) throw notFound(what, text);
  return Number(text);
}

/** The teacher in whose name a plugin calls: `users_dcid`, on every xte call. */
export function actingTeacher(call: Call, { store }: World): Teacher {
  const usersDcid = numberParameter(call, 'users_dcid');
  const teacher = store.teachers.get(usersDcid);
  if (teacher === undefined) throw notFound('User', usersDcid);
  return teacher;
}

export function mayView(section: Section, { usersDcid }: Teacher): boolean {
  return section.teachers.some((each) => each.usersDcid === usersDcid);
}

export function mayEdit(section: Section | undefined, { usersDcid }: Teacher): section is Section {
  return section?.teachers.some((each) => each.usersDcid === usersDcid && each.access === 'EDIT') === true;
}

/** The section, for writing: 404 when there is none, 403 when the teacher may not. */
export function editableSection({ store }: World, sectionDcid: number, teacher: Teacher): Section {
  const section = store.sections.get(sectionDcid);
  if (section === undefined) throw notFound('Section', sectionDcid);
  if (!mayEdit(section, teacher)) throw notTeaching(sectionDcid);
  return section;
}
