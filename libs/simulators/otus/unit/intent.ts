import type { Snapshot } from './snapshot.ts';

/** What the author of a scenario means to happen to one score; written down with the case, not computed from the rules. */
export interface IntendedScore {
  readonly state: 'sent' | 'held' | 'kept' | 'rejected' | 'due';
  /** The code that explains why it is not sent; null when it is. */
  readonly code: string | null;
  /** Codes said beside a sent score. */
  readonly notices: readonly string[];
  /** What the cell in PowerSchool holds afterwards; null: empty. */
  readonly cell: number | null;
}

/** The column that PowerSchool is meant to have. */
export interface IntendedColumn {
  readonly title: string;
  readonly dueDate: string;
  readonly category: string;
  readonly totalPoints: number;
}

/** One section assessment with what is meant to become of it in the next night. */
export interface ScenarioUnit {
  /** What this unit shows, in words. */
  readonly about: string;
  readonly snapshot: Snapshot;
  readonly state: 'held' | 'inSync' | 'rejected' | 'withdrawn';
  /** Codes of the unit; empty when it passes. */
  readonly reasons: readonly string[];
  /** Null: PowerSchool is meant to have no column for it. */
  readonly column: IntendedColumn | null;
  /** By score id. */
  readonly scores: ReadonlyMap<string, IntendedScore>;
}

export function sent(points: number, ...notices: string[]): IntendedScore {
  return { state: 'sent', code: null, notices, cell: points };
}

export function held(code: string, cell: number | null = null): IntendedScore {
  return { state: 'held', code, notices: [], cell };
}

export function rejected(code: string): IntendedScore {
  return { state: 'rejected', code, notices: [], cell: null };
}

export function kept(cell: number | null): IntendedScore {
  return { state: 'kept', code: 'SIS_EDIT_KEPT', notices: [], cell };
}
