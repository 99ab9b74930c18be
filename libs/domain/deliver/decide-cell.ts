import type { Repair } from './delivery-state.ts';
import { isSamePoints, isSentAlike } from '../facts/points.ts';
import type { WrittenScore } from './sis-state.ts';

/** A cell as PowerSchool has it. An exempt one counts for nothing, whatever points it shows. */
export interface SeenCell {
  readonly points: number | null;
  readonly exempt: boolean;
}

export const EMPTY_CELL: SeenCell = Object.freeze({ points: null, exempt: false });

/** What was seen of a cell; `unreadable`: this PowerSchool gives no way to read cells. */
export type CellSight = SeenCell | 'notLooked' | 'unreadable';

export interface CellFacts {
  /** The points that Otus has. */
  readonly wanted: number;
  /** What the cell was given before; undefined: never anything. */
  readonly written: WrittenScore | undefined;
  readonly sight: CellSight;
  /** What somebody asked by name to have written again. */
  readonly repair?: Repair | null;
  /** The whole assignment is written again, and cells that Otus did not change are looked at too. */
  readonly isResend?: boolean;
  /** The ledger is an older copy: also a cell of which it knows nothing may have been written. */
  readonly isRestored?: boolean;
}

/**
 * `write` the points that Otus has. `look` at the cell, then ask again. `keep` what a teacher entered. `asItIs`: nothing to do, it
 * holds what it should. `unchecked`: it may hold something else, and nobody can look.
 */
export type CellVerdict = 'write' | 'look' | 'keep' | 'asItIs' | 'unchecked';

/**
 * What becomes of one student's cell: the one place that decides whether a score is written over what PowerSchool has. Pure.
 *
 * 1. What Otus changed since it was last given, or asked to be given, is written, over whatever PowerSchool has (docs/passback-rules.md §5).
 * 2. What Otus did not change and what is in no doubt is as it is.
 * 3. What is in doubt is looked at. Where it holds what is wanted, it is as it is. Where it is empty, or holds what was last written or
 *    what a lost write carried, it is ours, and written. Everything else is a teacher's, and kept.
 *    Of what an older ledger knows, nobody can say whether Otus changed it since it was given: it is looked at too before anything is written.
 * 4. Where nobody can look, a score that Otus itself took back or of which a write was lost is written, since nobody else could have it
 *    there; what only the unit's own standing put in doubt is left alone, and said to be unchecked.
 */
export function decideCell(facts: CellFacts): CellVerdict {
  const { wanted, written, sight, repair = null, isResend = false } = facts;
  if (written === undefined) return decideUnknownCell(facts);
  const { doubt } = written;
  const isChanged = !isSentAlike(wanted, lastGiven(written));
  if (isChanged && (doubt?.cause !== 'restored' || sight === 'unreadable')) return 'write';
  if (sight === 'notLooked') return doubt !== undefined || isResend || repair !== null ? 'look' : 'asItIs';
  if (sight === 'unreadable') {
    if (repair === 'all') return 'write';
    if (doubt === undefined) return 'asItIs';
    return doubt.cause === 'unit' || doubt.cause === 'restored' ? 'unchecked' : 'write';
  }
  if (holds(sight, wanted)) return 'asItIs';
  if (repair === 'all') return 'write';
  const isOpen = doubt !== undefined || repair === 'missing' || written.kept?.exempt === true;
  if (isEmpty(sight) && isOpen) return isCleared(written, repair) ? 'keep' : 'write';
  return doubt !== undefined && isOurs(sight, written) ? 'write' : 'keep';
}

/** Of a new column nothing has to be looked at; of one that was found, a cell that holds something is somebody's. */
function decideUnknownCell({ wanted, sight, isRestored = false }: CellFacts): CellVerdict {
  if (sight === 'notLooked' && isRestored) return 'look';
  if (typeof sight === 'string' || isEmpty(sight)) return 'write';
  return holds(sight, wanted) ? 'asItIs' : 'keep';
}

/** What was last written, or last asked to be, whatever became of it. */
export function lastGiven({ points, doubt }: WrittenScore): number | null {
  return doubt?.carried?.at(-1) ?? points;
}

export function isEmpty({ points, exempt }: SeenCell): boolean {
  return points === null && !exempt;
}

/** What a teacher's edit is said to hold: an exempt cell counts for nothing, whatever points it shows. */
export function countedPoints({ points, exempt }: SeenCell): number | null {
  return exempt ? null : points;
}

function holds({ points, exempt }: SeenCell, wanted: number): boolean {
  return !exempt && isSamePoints(points, wanted);
}

/**
 * Whether it is a teacher's doing, an edit as any other, that the cell is empty: it was seen before, or an older ledger knows that it was
 * sent and was in no doubt then. We never empty a cell, and nobody was told to.
 */
function isCleared({ kept, sentAt, doubt }: WrittenScore, repair: Repair | null): boolean {
  if (kept !== null && kept.seenPoints === null && kept.exempt !== true) return true;
  const isOfOlderLedger = doubt?.cause === 'restored' && doubt.before === undefined && doubt.carried === undefined;
  return isOfOlderLedger && sentAt !== null && repair !== 'missing';
}

function isOurs({ points, exempt }: SeenCell, { points: given, sentAt, doubt }: WrittenScore): boolean {
  if (exempt) return false;
  const ours = [...(sentAt === null ? [] : [given]), ...(doubt?.carried ?? [])];
  return ours.some((one) => isSamePoints(points, one));
}
