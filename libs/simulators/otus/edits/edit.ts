import type { IntendedScore, ScenarioUnit } from '../unit/intent.ts';
import type { Snapshot, SnapshotScore } from '../unit/snapshot.ts';

/** What a teacher does in PowerSchool itself, after the night. */
export type TeacherEdit =
  | {
      readonly kind: 'setScore';
      readonly identifier: string;
      readonly sisStudentId: string;
      readonly points: number | null;
    }
  | { readonly kind: 'moveCategory'; readonly identifier: string; readonly category: string };

/** One edit between two nights: in Otus, in PowerSchool or both, with what is meant to come of it in the next night. */
export interface Edit {
  readonly about: string;
  /** Units that the edit can be made to; edits pick among them in turn. */
  applies(unit: ScenarioUnit): boolean;
  make(
    unit: ScenarioUnit,
    today: string,
  ): { readonly unit: ScenarioUnit; readonly inPowerSchool: readonly TeacherEdit[] };
}

/** The same unit one revision later. */
export function revised(unit: ScenarioUnit, change: Partial<Snapshot>): Snapshot {
  return { ...unit.snapshot, ...change, revision: unit.snapshot.revision + 1 };
}

/** The first score whose intent is as asked, with that intent. */
export function findScore(
  unit: ScenarioUnit,
  wanted: (intended: IntendedScore) => boolean,
): { score: SnapshotScore; intended: IntendedScore } | undefined {
  for (const score of unit.snapshot.scores) {
    const intended = unit.scores.get(score.scoreId);
    if (intended !== undefined && wanted(intended)) return { score, intended };
  }
  return undefined;
}

/** The scores with one of them changed. */
export function withScore(unit: ScenarioUnit, scoreId: string, change: Partial<SnapshotScore>): SnapshotScore[] {
  return unit.snapshot.scores.map((score) => (score.scoreId === scoreId ? { ...score, ...change } : score));
}

export function intending(
  unit: ScenarioUnit,
  scoreId: string,
  intended: IntendedScore,
): ReadonlyMap<string, IntendedScore> {
  return new Map(unit.scores).set(scoreId, intended);
}
