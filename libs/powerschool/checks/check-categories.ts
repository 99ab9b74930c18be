import type { Category, SectionRef } from '../port/gradebook.ts';
import { attempt, type Check, placeOf, type ReadGradebook } from './check.ts';

export interface CheckedCategories {
  readonly checks: Check[];
  /** Everything that the teacher has; empty where it could not be read. */
  readonly categories: readonly Category[];
}

/** Whether the teacher of the section has each of `names`, active. */
export async function checkCategories(
  read: ReadGradebook,
  section: SectionRef,
  names: readonly string[],
): Promise<CheckedCategories> {
  const { teacherId } = section;
  let categories: Category[] = [];
  const readable = await attempt({ check: 'category', ...placeOf(section) }, async () => {
    categories = await read((sis) => sis.categories(section));
    return null;
  });
  if (!readable.ok) return { checks: [{ ...readable, finding: 'notReadable' }], categories: [] };
  const checks = names.map((name): Check => {
    const same = categories.filter((category) => category.name.trim() === name.trim());
    if (same.some(({ active }) => active)) return { ...readable, category: name };
    const finding = same.length === 0 ? 'missing' : 'inactive';
    const message = `The category "${name}" ${same.length === 0 ? 'does not exist' : 'is inactive'} for teacher ${teacherId}.`;
    return { ...readable, ok: false, code: 'CATEGORY_INACTIVE', message, category: name, finding };
  });
  return { checks, categories };
}

export interface ListedCategory {
  readonly name: string;
  /** Teachers who have it, and can use it or not. */
  readonly active: number;
  readonly inactive: number;
}

/** What the teachers have, by name: what most can use first. At most `most`. */
export function listCategories(ofTeachers: readonly (readonly Category[])[], most: number): ListedCategory[] {
  const listed = new Map<string, { name: string; active: number; inactive: number }>();
  for (const categories of ofTeachers) {
    const usable = new Map<string, boolean>();
    for (const { name, active } of categories) usable.set(name.trim(), active || usable.get(name.trim()) === true);
    for (const [name, isActive] of usable) {
      const entry = listed.get(name) ?? { name, active: 0, inactive: 0 };
      entry[isActive ? 'active' : 'inactive'] += 1;
      listed.set(name, entry);
    }
  }
  const byUse = [...listed.values()].sort((a, b) => b.active - a.active || (a.name < b.name ? -1 : 1));
  return byUse.slice(0, most);
}
