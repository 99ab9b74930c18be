import type { DistrictRules, GradingPeriodAnswer, StaffMember } from '../facts/district.ts';
import type { LocalDate, SectionAssessment } from '../facts/section-assessment.ts';
import type { UnreadRevision } from '../facts/unread-revision.ts';

/** All that the rules look at; nothing else decides. */
export interface EvaluationFacts {
  readonly snapshot: SectionAssessment;
  readonly rules: DistrictRules;
  /** The staff member who assigned it as the staff feed has them now; null where the feed does not. */
  readonly assigner: StaffMember | null;
  /** Of the section's school on `today`; not looked at where the class is not linked. */
  readonly gradingPeriod: GradingPeriodAnswer;
  /** A newer revision that could not be read; left out: none. */
  readonly unread?: UnreadRevision | undefined;
  /** Whose score of Otus each cell of PowerSchool was given last, by SIS student; left out: nobody's. */
  readonly cellHolder?: (sisStudentId: string) => string | undefined;
  /** The district's date for which it is decided. */
  readonly today: LocalDate;
}
