import type { SectionAssessment } from '../facts/section-assessment.ts';
import type { SisState, WrittenAssignment, WrittenScore } from './sis-state.ts';

/** The unit's assignment in the section that it is linked to now: there, deleted by somebody in PowerSchool, or not made. */
export type AssignmentStanding =
  { readonly kind: 'none' } | { readonly kind: 'deleted' | 'there'; readonly assignment: WrittenAssignment };

const NONE: AssignmentStanding = Object.freeze({ kind: 'none' });

/** A class that was linked to another section since counts as not made: nothing is moved, it is written there anew. */
export function assignmentStanding(snapshot: SectionAssessment, { assignment }: SisState): AssignmentStanding {
  if (assignment === null || assignment.sisSectionId !== snapshot.section.sisSectionId) return NONE;
  return { kind: assignment.deletedAt === null ? 'there' : 'deleted', assignment };
}

/** What PowerSchool was given, by SIS student. */
export type WrittenScores = ReadonlyMap<string | null, WrittenScore>;

const NOTHING_WRITTEN: WrittenScores = new Map();

export function writtenByStudent({ scores }: SisState): WrittenScores {
  if (scores.length === 0) return NOTHING_WRITTEN;
  return new Map(scores.map((score) => [score.sisStudentId, score]));
}
