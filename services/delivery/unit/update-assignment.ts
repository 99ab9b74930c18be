import { decideFields, type FieldName, isTypeChanged, type SisFields } from '@passback/domain';
import type { SisAssignment } from '@passback/powerschool';
import type { UnitInHand } from './unit-in-hand.ts';

/**
 * Brings the fields of the assignment up to date, each by itself: what Otus changed is written, what is in doubt is written where it is
 * ours, and what a teacher changed is noted and stays. `seen`: the assignment as PowerSchool has it.
 */
export async function updateAssignment(unit: UnitInHand, seen: SisAssignment): Promise<void> {
  const { section, desired, draft, tools, record } = unit;
  const written = draft.placed;
  const seenFields = { ...fieldsSeen(seen), ...(await categorySeen(unit, seen)) };
  const verdicts = decideFields(written, desired, seenFields, isTypeChanged(written, record.decision));
  const { write } = verdicts;
  if (write.length > 0) {
    const category = write.includes('category') ? await tools.memory.category(section, desired.category) : null;
    const changes = { ...pick(desired, write), ...(category !== null && { categoryId: category.categoryId }) };
    const fields = Object.fromEntries(write.map((name) => [name, desired[name]]));
    await draft.writing({ fields, scores: [] }, () => tools.gradebook.updateAssignment(section, written.ref, changes));
    tools.memory.forgetAssignments(section);
  }
  draft.fieldsSettled({ ...desired, assessmentType: record.decision.desired.assessmentType }, verdicts, tools.now());
}

function pick(desired: SisFields, names: readonly FieldName[]): Partial<Omit<SisFields, 'category'>> {
  const { title, dueDate, totalPoints } = desired;
  return {
    ...(names.includes('title') && { title }),
    ...(names.includes('dueDate') && { dueDate }),
    ...(names.includes('totalPoints') && { totalPoints }),
  };
}

function fieldsSeen({ title, dueDate, totalPoints }: SisAssignment): Partial<SisFields> {
  return { title, dueDate, totalPoints };
}

/** PowerSchool tells a category by its id; only where an update that was lost or is forgotten may have moved it, or a teacher was seen to, does its name matter. */
async function categorySeen(unit: UnitInHand, { categoryId }: SisAssignment): Promise<Partial<SisFields>> {
  const { desired, draft, tools, section } = unit;
  const { category: written, doubt, keptFields } = draft.placed;
  const carried = (doubt?.carried ?? []).flatMap(({ category }) => category ?? []);
  const isOpen = carried.length > 0 || doubt?.cause === 'restored' || keptFields?.includes('category') === true;
  if (!isOpen || categoryId === null) return {};
  const name = await tools.memory.categoryName(section, categoryId);
  const known = [desired.category, written, ...carried];
  return { category: known.find((one) => one.trim() === name) ?? name };
}
