import { SisError } from '@passback/powerschool';
import type { UnitInHand } from './unit-in-hand.ts';

/**
 * Id of the teacher's category that the unit's assessment type is mapped to. Throws `SisError` `CATEGORY_INACTIVE` (class `unit`)
 * where the teacher has none of that name or it is inactive: an assignment in another category would count for something else.
 */
export async function resolveCategory({ record, section, lane }: UnitInHand): Promise<string> {
  const name = record.decision.desired.category ?? '';
  const category = await lane.memory.category(section, name);
  if (category?.active === true) return category.categoryId;
  const what = category === null ? 'does not exist' : 'is inactive';
  throw new SisError(
    { class: 'unit', code: 'CATEGORY_INACTIVE' },
    `The category "${name}" ${what} for teacher ${section.teacherId}.`,
  );
}
