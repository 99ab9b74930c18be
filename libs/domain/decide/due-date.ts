import type { LocalDate, SectionAssessment } from '../facts/section-assessment.ts';

export function sectionAssessmentDueDate(_snapshot: SectionAssessment, _timeZone: string): LocalDate | null {
  throw new Error('not written yet');
}
