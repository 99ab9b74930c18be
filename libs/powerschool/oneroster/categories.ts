import type { Clock } from '@passback/service-kit';
import type { Category, SectionRef } from '../port/gradebook.ts';
import { flagOf, type JsonObject, numberOf, objectOf, textOf } from '../answers/values.ts';
import type { Provider } from './provider.ts';
import { createRemembered } from './remembered.ts';

/** One list holds the categories of all teachers; it is read once for as many units as fall into this time. */
const LIFE_MS = 5 * 60_000;

export interface Categories {
  of(section: SectionRef, maxAgeMs?: number): Promise<Category[]>;
}

/**
 * The categories of a teacher. OneRoster 1.1 has no list by class: PowerSchool tells whose one is in `metadata.userDcid`, and the year in
 * `metadata.TermID`. One without either is everybody's.
 */
export function createCategories(provider: Provider, clock: Pick<Clock, 'now'>): Categories {
  const readAll = createRemembered(LIFE_MS, clock, () => provider.readAll('/categories', [], ['categories']));

  return {
    of: async (section, maxAgeMs) => {
      const teacher = [section.teacherId, provider.ids.toSourced('teacher', section.teacherId)];
      return (await readAll('', maxAgeMs))
        .filter((entry) => isOfTeacher(entry, teacher) && isOfYear(entry, section.termId))
        .flatMap((entry) => categoryOf(entry) ?? []);
    },
  };
}

function isOfTeacher(entry: JsonObject, teacher: readonly string[]): boolean {
  const owner = textOf(objectOf(entry['metadata'])?.['userDcid']);
  return owner === null || teacher.includes(owner);
}

/** TERMS.ID of the year, as 3600; only compared where the section's term is such an id too. */
function isOfYear(entry: JsonObject, termId: string): boolean {
  const term = numberOf(objectOf(entry['metadata'])?.['TermID']);
  const own = /^\d{3,6}$/.test(termId) ? Number(termId) : null;
  return term === null || own === null || Math.floor(term / 100) === Math.floor(own / 100);
}

function categoryOf(entry: JsonObject): Category | null {
  const categoryId = textOf(entry['sourcedId']);
  const name = textOf(entry['title']);
  if (categoryId === null || name === null) return null;
  const isActive = flagOf(objectOf(entry['metadata'])?.['isActive']) ?? true;
  return { categoryId, name, active: isActive && entry['status'] !== 'tobedeleted' };
}
