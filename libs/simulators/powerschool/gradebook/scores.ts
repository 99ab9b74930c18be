import { roundPoints } from './assignments.ts';
import { type Store, takeId } from './store.ts';
import type { AssignmentSection, Score, Writer } from './types.ts';

export type ScoreChange = Partial<
  Pick<Score, 'points' | 'exempt' | 'missing' | 'late' | 'collected' | 'absent' | 'incomplete' | 'comment'>
>;

/** Writes one cell, making its row where there is none; what the change does not name stays as it is. */
export function writeScore(
  store: Store,
  part: AssignmentSection,
  studentDcid: number,
  change: ScoreChange,
  by: Writer,
): Score {
  let score = part.scores.get(studentDcid);
  if (score === undefined) {
    score = emptyScore(takeId(store, 'assignmentScore'), studentDcid);
    part.scores.set(studentDcid, score);
  }
  Object.assign(score, change);
  if (score.points !== null) score.points = roundPoints(score.points);
  score.writtenBy = by;
  score.whenModified = store.clock.now();
  score.writes += 1;
  return score;
}

function emptyScore(assignmentScoreId: number, studentDcid: number): Score {
  return {
    assignmentScoreId,
    studentDcid,
    points: null,
    exempt: false,
    missing: false,
    late: false,
    collected: false,
    absent: false,
    incomplete: false,
    comment: null,
    writtenBy: 'teacher',
    whenModified: 0,
    writes: 0,
  };
}
