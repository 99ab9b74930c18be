import { addDays, localDate } from '../dates/local-date.ts';
import type { LocalDate, SectionAssessment } from '../facts/section-assessment.ts';

const DAYS_UNTIL_DUE = 7;

/**
 * The due date that PowerSchool is given, as a date of the district (`timeZone`, IANA name).
 * Standard: as specified; else the assigned date, or without one the creation date, plus 7 days.
 * Plus: always the Submission Date plus 7 days, whatever due date it carries; null without a Submission Date.
 * Source: Otus help, "Assign the Assessment" and "Plus (+) Assessments".
 */
export function sectionAssessmentDueDate(snapshot: SectionAssessment, timeZone: string): LocalDate | null {
  if (snapshot.kind === 'plus')
    return snapshot.submissionDate === null ? null : addDays(snapshot.submissionDate, DAYS_UNTIL_DUE);
  return snapshot.dueDate ?? addDays(localDate(snapshot.assignedAt ?? snapshot.createdAt, timeZone), DAYS_UNTIL_DUE);
}
