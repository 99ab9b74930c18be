import type { EpochMs, LocalDate, Repair, ScoreTally } from '@passback/domain';

export type RunKind = 'night' | 'manual' | 'redrive';
export type RunState = 'planning' | 'delivering' | 'finished' | 'blocked';

export interface RunUnits {
  readonly planned: number;
  readonly inSync: number;
  readonly rejected: number;
  readonly retrying: number;
  readonly held: number;
}

export interface RunRecord {
  readonly districtId: string;
  /** Night: `night-<date>`, so that a night cannot open twice; others carry a random part. */
  readonly runId: string;
  readonly kind: RunKind;
  readonly date: LocalDate;
  readonly state: RunState;
  readonly version: number;
  readonly requestedBy: string;
  readonly startedAt: EpochMs;
  readonly finishedAt: EpochMs | null;
  /** Who plans it, and until when that holds if nothing more is heard; null when planning is done. */
  readonly planner: { readonly owner: string; readonly until: EpochMs; readonly cursor: string | null } | null;
  /** What a redrive chose; null for the others. */
  readonly selection: {
    readonly reason: string | null;
    readonly sectionAssessmentIds: readonly string[];
    /** Left out, or null: none. */
    readonly repair?: Repair | null;
  } | null;
  /** Of a night: the unit after which the next night's read-back goes on; left out: from the beginning. */
  readonly readBackAfter?: string;
  /**
   * Given where the run began though not all that came before it was evaluated: how many messages, of all districts, were not, and when
   * they were; null as long as they are not. What of them is the district's joins the run.
   */
  readonly shortfall?: { readonly messages: number; readonly caughtUpAt: EpochMs | null };
  /** Counted while planning; at the end also what delivery made of them. */
  readonly units: RunUnits;
  readonly scores: ScoreTally;
  /** Units by unit-level code, scores by score-level code. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly traceparent: string | null;
}

export interface RunStore {
  /**
   * Opens a run unless its id exists, or (night and manual) another night or manual run of the district is not finished.
   * Then it answers with that one. A blocked run is not finished. Exactly one of any number of concurrent callers opens.
   */
  open(run: RunRecord): Promise<{ opened: boolean; run: RunRecord }>;
  get(districtId: string, runId: string): Promise<RunRecord | null>;
  /** Newest first, at most `limit`, which is at most 1,000. */
  list(districtId: string, limit: number): Promise<RunRecord[]>;
  /**
   * Runs that are not finished, of all districts, oldest first. Where there are more than `limit` (at most 1,000), every district's
   * night or manual run comes before any redrive, and redrives are taken from the districts in turn: however many one district has,
   * no other's run is missing for them.
   */
  unfinished(limit: number): Promise<RunRecord[]>;
  /** The newest night run of the district by date, or null. */
  lastNight(districtId: string): Promise<RunRecord | null>;
  /** Removes finished runs that began before `before`, but each district's newest night; how many went. */
  prune(before: EpochMs): Promise<number>;
  /** Compare and set: replaces the run if it still has `run.version - 1`; false otherwise. */
  update(run: RunRecord): Promise<boolean>;
}
