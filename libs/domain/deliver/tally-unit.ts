import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { DiffInput } from './diff-gradebook.ts';
import type { Effect } from './effect.ts';

/** What a night would do to one unit, as numbers that can be added up. */
export interface UnitTally {
  readonly effect: 'create' | 'update' | 'scoresOnly' | 'none' | 'held';
  readonly send: number;
  readonly keep: number;
  readonly held: number;
  /** Each counts this unit once. */
  readonly unitReasons: readonly ReasonCode[];
  /** Each counts scores. */
  readonly scoreReasons: Readonly<Partial<Record<ReasonCode, number>>>;
}

export function tallyUnit(_input: DiffInput, _effect: Effect): UnitTally {
  throw new Error('not written yet');
}
