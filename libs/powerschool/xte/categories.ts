import { brokenAnswer } from '../failures/classify.ts';
import type { Category, SectionRef } from '../port/gradebook.ts';
import type { Session } from '../session/session.ts';
import { flagOf, type JsonObject, objectOf, objectsOf, textOf } from '../answers/values.ts';
import { dcid, yearIdOf } from './ids.ts';

const ROUTE = '/ws/xte/teacher_category';

/** The teacher's categories in the year of the section's term, the inactive ones too. Not in pages. */
export async function readCategories(session: Session, section: SectionRef): Promise<Category[]> {
  const query = new URLSearchParams({
    users_dcid: String(dcid(section.teacherId, 'teacherId')),
    year_id: String(yearIdOf(section.termId)),
  });
  const call = { method: 'GET', path: `${ROUTE}?${query}`, route: ROUTE } as const;
  const { status, json } = await session.call(call);
  if (!Array.isArray(json)) throw brokenAnswer(call, status, 'not a list of categories');
  return objectsOf(json).flatMap((entry) => categoryOf(entry) ?? []);
}

function categoryOf(entry: JsonObject): Category | null {
  const inner = objectOf(entry['teachercategory']) ?? entry;
  const categoryId = textOf(inner['teachercategoryid']) ?? textOf(inner['id']);
  const name = textOf(inner['name']);
  // Without a word on it, it is one to be used: PowerSchool's own default.
  return categoryId === null || name === null
    ? null
    : { categoryId, name, active: flagOf(inner['isactive']) ?? flagOf(inner['is_active']) ?? true };
}
