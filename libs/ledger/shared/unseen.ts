import type { EpochMs } from '@passback/domain';
import type { PassOver } from '../port/section-assessments.ts';

/** Whether a unit at rest is read because nobody saw it in PowerSchool for long. `seenAt`: 0 where PowerSchool was given nothing. */
export function isUnseen(sectionAssessmentId: string, seenAt: EpochMs, unseen: PassOver['unseen']): boolean {
  return unseen !== null && sectionAssessmentId > unseen.after && seenAt < unseen.seenBefore;
}
