import type { DiffInput } from '../deliver/diff-gradebook.ts';
import type { Effect, ScoreWrite } from '../deliver/effect.ts';
import type { SisState, WrittenAssignment, WrittenScore } from '../deliver/sis-state.ts';

const AT = Date.parse('2026-11-13T07:03:00Z');

/** What delivery records when PowerSchool takes all of an effect: the other half of `diffGradebook`. */
export function applyEffect({ snapshot, decision, sis }: DiffInput, effect: Effect): SisState {
  if (effect.kind === 'none') return sis;
  const before = effect.kind === 'create' ? { assignment: null, scores: [] } : sis;
  const isWritten = effect.kind !== 'scoresOnly';
  const movesCategory = effect.kind === 'create' || (effect.kind === 'update' && effect.changed.includes('category'));
  const { dueDate, category, title, assessmentType, totalPoints } = decision.desired;
  if (dueDate === null || category === null) throw new Error('an effect of a unit that cannot be sent');
  const assignment: WrittenAssignment | null = isWritten
    ? {
        ref: before.assignment?.ref ?? { assignmentId: '501', sectionAssignmentId: '77001' },
        sisSectionId: snapshot.section.sisSectionId ?? '',
        title,
        dueDate,
        assessmentType,
        category: movesCategory ? category : (before.assignment?.category ?? category),
        totalPoints,
        writtenAt: AT,
        deletedAt: null,
      }
    : before.assignment;
  return { assignment, scores: applyScores(before.scores, effect.scores) };
}

/** PowerSchool is looked at before what Otus did not change, holds what it was given, and a teacher's edit stays. */
function applyScores(before: readonly WrittenScore[], writes: readonly ScoreWrite[]): WrittenScore[] {
  const written = new Map(before.map((score) => [score.sisStudentId, score]));
  for (const { scoreId, studentId, sisStudentId, points, cause } of writes) {
    const kept = cause === 'look' ? (written.get(sisStudentId)?.kept ?? null) : null;
    written.set(sisStudentId, { scoreId, studentId, sisStudentId, points, sentAt: AT, kept, refused: null });
  }
  return [...written.values()];
}
