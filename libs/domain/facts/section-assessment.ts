/** A calendar date `YYYY-MM-DD` in the district's time zone. */
export type LocalDate = string;
/** An instant as ISO 8601 text with an offset, as Otus sends it. */
export type InstantText = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

export const ASSESSMENT_KINDS = ['standard', 'plus'] as const;
export type AssessmentKind = (typeof ASSESSMENT_KINDS)[number];
export const GRADING_SCALES = ['points', 'standards'] as const;
type GradingScale = (typeof GRADING_SCALES)[number];
export const COMPLETIONS = ['notStarted', 'inProgress', 'turnedIn', 'graded'] as const;
export type Completion = (typeof COMPLETIONS)[number];
export const SCORE_STATUSES = ['onTime', 'late', 'missing', 'excused', 'excluded'] as const;
export type ScoreStatus = (typeof SCORE_STATUSES)[number];

/** The class in Otus and, where it is linked, the section in the SIS. */
export interface Section {
  readonly otusClassId: string;
  readonly sisSectionId: string | null;
  readonly sisSchoolId: string | null;
  readonly sisTeacherId: string | null;
  readonly sisTermId: string | null;
}

/** One student's score as Otus has it. */
export interface Score {
  readonly scoreId: string;
  readonly studentId: string;
  readonly sisStudentId: string | null;
  readonly completion: Completion;
  readonly status: ScoreStatus;
  readonly points: number | null;
  readonly gradedAt: InstantText | null;
}

/** One assessment assigned to one class section, with all its scores: the unit of everything here. */
export interface SectionAssessment {
  readonly sectionAssessmentId: string;
  /** Unique in Otus and part of the title in the SIS, as `S130545`. */
  readonly identifier: string;
  /** Grows with every change of the unit in Otus. */
  readonly revision: number;
  readonly kind: AssessmentKind;
  readonly title: string;
  readonly assessmentType: string;
  readonly gradingScale: GradingScale;
  readonly totalPoints: number;
  readonly includeInFinalGrade: boolean;
  readonly withdrawn: boolean;
  readonly createdAt: InstantText;
  readonly assignedAt: InstantText | null;
  readonly dueDate: LocalDate | null;
  readonly submissionDate: LocalDate | null;
  readonly assignedBy: string;
  readonly section: Section;
  readonly scores: readonly Score[];
}
