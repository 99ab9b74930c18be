import type { RosterStudent } from '../roster/roster.ts';
import { held, type IntendedScore, rejected, sent } from '../unit/intent.ts';
import type { SnapshotScore } from '../unit/snapshot.ts';

type Fields = Pick<SnapshotScore, 'completion' | 'status' | 'points'>;

interface ScoreCase {
  readonly about: string;
  fields(total: number): Fields;
  intended(total: number): IntendedScore;
}

const graded = (points: number | null, status: SnapshotScore['status'] = 'onTime'): Fields => ({
  completion: 'graded',
  status,
  points,
});
const ungraded = (completion: SnapshotScore['completion'], status: SnapshotScore['status'] = 'onTime'): Fields => ({
  completion,
  status,
  points: null,
});

/** Every row of the rules that speaks of one score, once each. */
export const SCORE_CASES: readonly ScoreCase[] = [
  { about: 'full points', fields: (total) => graded(total), intended: (total) => sent(total) },
  { about: 'half a point', fields: (total) => graded(total - 0.5), intended: (total) => sent(total - 0.5) },
  { about: 'graded with nothing right', fields: () => graded(0), intended: () => sent(0) },
  { about: 'handed in late', fields: () => graded(4, 'late'), intended: () => sent(4, 'STATUS_NOT_SENT') },
  {
    about: 'marked missing, yet graded',
    fields: () => graded(2, 'missing'),
    intended: () => sent(2, 'STATUS_NOT_SENT'),
  },
  { about: 'extra credit', fields: (total) => graded(total + 2), intended: (total) => sent(total + 2, 'ABOVE_TOTAL') },
  { about: 'turned in, not graded', fields: () => ungraded('turnedIn'), intended: () => held('TURNED_IN_NOT_GRADED') },
  { about: 'in progress', fields: () => ungraded('inProgress'), intended: () => held('NOT_SUBMITTED') },
  { about: 'not started', fields: () => ungraded('notStarted'), intended: () => held('NOT_SUBMITTED') },
  { about: 'excused', fields: () => ungraded('notStarted', 'excused'), intended: () => held('STATUS_EXCUSED') },
  { about: 'excused, though graded', fields: () => graded(5, 'excused'), intended: () => held('STATUS_EXCUSED') },
  { about: 'excluded', fields: () => graded(5, 'excluded'), intended: () => held('STATUS_EXCLUDED') },
  { about: 'missing', fields: () => ungraded('notStarted', 'missing'), intended: () => held('STATUS_MISSING') },
  { about: 'below zero', fields: () => graded(-1), intended: () => held('SCORE_INVALID') },
  { about: 'graded without points', fields: () => graded(null), intended: () => held('SCORE_INVALID') },
];

/** A score of a student: the case, and what the student's own link and enrolment make of it. */
export function scoreOf(
  unitId: string,
  student: RosterStudent,
  scoreCase: ScoreCase,
  unit: { totalPoints: number; gradedAt: string },
): { score: SnapshotScore; intended: IntendedScore } {
  const fields = scoreCase.fields(unit.totalPoints);
  const score: SnapshotScore = {
    scoreId: `sc-${unitId}-${student.studentId}`,
    studentId: student.studentId,
    sisStudentId: student.linked ? student.sisStudentId : null,
    ...fields,
    gradedAt: fields.completion === 'graded' ? unit.gradedAt : null,
  };
  const bySelf = scoreCase.intended(unit.totalPoints);
  if (bySelf.state !== 'sent') return { score, intended: bySelf };
  if (!student.linked) return { score, intended: held('STUDENT_NOT_LINKED') };
  if (!student.enrolled) return { score, intended: rejected('STUDENT_NOT_ENROLLED') };
  return { score, intended: bySelf };
}
