import { titleCarriesIdentifier } from '@passback/domain';
import type { SisAssignment } from '@passback/powerschool';
import type { UnitInHand } from './unit-in-hand.ts';

/**
 * The section's assignments that carry the unit's identifier, oldest first: somebody may have copied ours by hand, and the same one
 * has to be taken every time. `fresh`: as they are now, not as the lane remembers them.
 */
export async function findByIdentifier(
  { record, section, lane }: UnitInHand,
  { fresh }: { readonly fresh: boolean },
): Promise<SisAssignment[]> {
  const { identifier } = record.otus.snapshot;
  const all = await lane.memory.assignments(section, { fresh });
  return all
    .filter(({ title }) => titleCarriesIdentifier(title, identifier))
    .sort((one, other) => compareIds(one.ref.assignmentId, other.ref.assignmentId));
}

function compareIds(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (Number.isNaN(difference) || difference === 0) return one < other ? -1 : 1;
  return difference;
}
