import type { AssignmentRef, WrittenAssignment } from '@passback/domain';
import type { UnitInHand } from './unit-in-hand.ts';

/** Title, due date and points as they are desired. */
export function desiredFields({ record }: UnitInHand): { title: string; dueDate: string; totalPoints: number } {
  const { title, dueDate, totalPoints } = record.decision.desired;
  if (dueDate === null) throw new Error('a unit that is to be sent has no due date');
  return { title, dueDate, totalPoints };
}

/** The assignment as it is in PowerSchool once everything desired is written. */
export function asWritten(unit: UnitInHand, ref: AssignmentRef): WrittenAssignment {
  const { desired } = unit.record.decision;
  return {
    ref,
    sisSectionId: unit.section.sectionId,
    ...desiredFields(unit),
    assessmentType: desired.assessmentType,
    category: desired.category ?? '',
    writtenAt: unit.lane.now(),
    deletedAt: null,
  };
}
