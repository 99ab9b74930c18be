import { decideCell, type Effect, type ScoreWrite, titleCarriesIdentifier } from '@passback/domain';
import type { SisAssignment } from '@passback/powerschool';
import { sightOf } from './section-memory.ts';
import type { UnitInHand } from './unit-in-hand.ts';

export interface Sight {
  /** As PowerSchool has it; null where nothing asked for a look at it. */
  readonly assignment: SisAssignment | null;
  /** The scores that are to be written: those that Otus changed, and of those looked at what is ours to write. */
  readonly toWrite: readonly ScoreWrite[];
}

/**
 * Looks at what only PowerSchool can tell: the assignment where it is to be changed or is in doubt, and the cells that Otus did not
 * change where they are in doubt or may have been edited. What is found is noted, and what a teacher did stays (passback-rules §5).
 *
 * The assignment is read before anything is written: where an update also creates (OneRoster's PUT does) it would bring back what a
 * teacher deleted.
 */
export async function lookAt(
  unit: UnitInHand,
  effect: Extract<Effect, { kind: 'update' | 'scoresOnly' }>,
): Promise<Sight | 'gone'> {
  await lookForTwins(unit);
  const { section, draft, lane, record } = unit;
  const { ref } = draft.placed;
  const { repair } = record.delivery;
  const isLookedAt = effect.kind === 'update' || repair !== null;
  const assignment = isLookedAt ? await lane.gradebook.assignment(section, ref) : null;
  if (isLookedAt && assignment === null) return 'gone';
  const looks = effect.scores.filter(({ cause }) => cause === 'look');
  const isRestored = draft.placed.doubt?.cause === 'restored';
  const cells = looks.length === 0 ? null : await lane.memory.cells(section, ref);
  const toWrite = effect.scores.filter((write) => {
    if (write.cause === 'changed') return true;
    const sight = sightOf(cells, write.sisStudentId);
    const written = draft.score(write.sisStudentId);
    const verdict = decideCell({ wanted: write.points, written, sight, repair, isResend: true, isRestored });
    if (verdict === 'write' || verdict === 'look') return true;
    draft.cellJudged(write, verdict, sight, lane.now());
    return false;
  });
  if (isLookedAt && cells !== null) draft.allSeen(lane.now());
  return { assignment, toWrite };
}

/** Twins that were seen before are looked for again, so that nobody is told of one that is gone. */
async function lookForTwins({ section, draft, lane, record }: UnitInHand): Promise<void> {
  const { twins } = draft.placed;
  if (twins === undefined) return;
  const { identifier } = record.otus.snapshot;
  const all = await lane.memory.assignments(section, { fresh: true });
  const carrying = all.filter(({ title }) => titleCarriesIdentifier(title, identifier));
  draft.twinsSeen(twins.filter((twin) => carrying.some(({ ref }) => ref.assignmentId === twin)));
}
