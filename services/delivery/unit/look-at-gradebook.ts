import {
  type CellSight,
  type CellVerdict,
  decideCell,
  type Effect,
  type ScoreWrite,
  titleCarriesIdentifier,
} from '@passback/domain';
import type { SisAssignment } from '@passback/powerschool';
import { type SeenCells, sightOf } from './section-memory.ts';
import type { UnitInHand } from './unit-in-hand.ts';

export interface Sight {
  /** As PowerSchool has it; null where nothing asked for a look at it. */
  readonly assignment: SisAssignment | null;
  /** The scores that are to be written: those that Otus changed, and of those looked at what is ours to write. */
  readonly toWrite: readonly ScoreWrite[];
}

/**
 * Looks at what only PowerSchool can tell: the assignment where it is to be changed or is in doubt, and the cells that Otus did not
 * change where they are in doubt or may have been edited. What is found is noted, and what a teacher did stays (docs/passback-rules.md §5).
 *
 * The assignment is read before anything is written: where an update also creates (OneRoster's PUT does) it would bring back what a
 * teacher deleted.
 */
export async function lookAt(
  unit: UnitInHand,
  effect: Extract<Effect, { kind: 'update' | 'scoresOnly' }>,
): Promise<Sight | 'gone'> {
  await lookForTwins(unit);
  const { section, draft, tools, record } = unit;
  const { ref } = draft.placed;
  const isLookedAt = effect.kind === 'update' || record.delivery.repair !== null;
  const areCellsAsked = effect.scores.some(({ cause }) => cause === 'look');
  const early = areCellsAsked ? await tools.sights.of(unit) : null;
  const assignment = isLookedAt ? (early?.assignment ?? (await tools.gradebook.assignment(section, ref))) : null;
  if (isLookedAt && assignment === null) return 'gone';
  const look = (): Promise<SeenCells | null> => tools.memory.cells(section, ref);
  let seenAt = early?.seenAt ?? tools.now();
  let cells = early?.cells ?? (areCellsAsked ? await look() : null);
  let judged = judge(unit, effect, cells);
  // Nothing is written by what was seen some time ago.
  if (early?.isFresh === false && judged.some(({ verdict }) => verdict === 'write')) {
    seenAt = tools.now();
    cells = await look();
    judged = judge(unit, effect, cells);
  }
  const isHeld = record.decision.verdict === 'hold';
  for (const { write, verdict, sight } of judged) {
    if (verdict !== 'write') draft.cellJudged(write, verdict, sight, seenAt);
    else if (isHeld) draft.cellInDoubt(write);
  }
  if (isLookedAt && cells !== null) draft.allSeen(seenAt);
  const notWritten = new Set(judged.flatMap(({ write, verdict }) => (isHeld || verdict !== 'write' ? write : [])));
  return { assignment, toWrite: effect.scores.filter((write) => !notWritten.has(write)) };
}

/** A cell that Otus did not change, and what is to become of it. */
interface JudgedCell {
  readonly write: ScoreWrite;
  readonly sight: CellSight;
  readonly verdict: Exclude<CellVerdict, 'look'>;
}

function judge({ draft, record }: UnitInHand, effect: { scores: readonly ScoreWrite[] }, cells: SeenCells | null) {
  const { repair } = record.delivery;
  return effect.scores.flatMap((write): JudgedCell[] => {
    if (write.cause === 'changed') return [];
    const sight = sightOf(cells, write.sisStudentId);
    const written = draft.score(write.sisStudentId);
    const verdict = decideCell({ wanted: write.points, written, sight, repair });
    return [{ write, sight, verdict: verdict === 'look' ? 'write' : verdict }];
  });
}

/** Twins that were seen before are looked for again, so that nobody is told of one that is gone. */
async function lookForTwins({ section, draft, tools, record }: UnitInHand): Promise<void> {
  const { twins } = draft.placed;
  if (twins === undefined) return;
  const { identifier } = record.otus.snapshot;
  const all = await tools.memory.assignments(section, { fresh: true });
  const carrying = all.filter(({ title }) => titleCarriesIdentifier(title, identifier));
  draft.twinsSeen(twins.filter((twin) => carrying.some(({ ref }) => ref.assignmentId === twin)));
}
