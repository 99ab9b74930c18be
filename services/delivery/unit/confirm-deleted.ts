import { SisError } from '@passback/powerschool';
import { isInterrupted, type UnitInHand } from './unit-in-hand.ts';

/**
 * Notes that the unit's assignment was deleted in PowerSchool, after having made sure: it is then not made again by itself, so one
 * odd answer must not decide it. Throws where it is still there, with the words that were `said`, as a failure that passes.
 */
export async function confirmDeleted({ section, draft, lane }: UnitInHand, said: SisError): Promise<void> {
  const { assignment } = draft;
  const isKnown = assignment !== null && assignment.deletedAt !== null;
  const isGone = isKnown || (assignment !== null && (await isNoMoreThere()));
  if (!isGone)
    throw new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', status: said.status }, said.message, said);
  draft.assignmentDeleted(lane.now());

  async function isNoMoreThere(): Promise<boolean> {
    if (assignment === null) return false;
    try {
      return (await lane.gradebook.assignment(section, assignment.ref)) === null;
    } catch (error) {
      if (isInterrupted(error)) throw error;
      return error instanceof SisError && error.class === 'deleted';
    }
  }
}
