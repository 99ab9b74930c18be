/** Who put a value into the gradebook: a program through an interface, or a teacher by hand. */
export type Writer = 'plugin' | 'teacher';

export interface School {
  id: number;
  name: string;
}

export interface Term {
  /** TERMS.DCID: what `/ws/v1` calls `id`. */
  dcid: number;
  /** TERMS.ID, as 3600: what `/ws/xte` calls `term_id`. Its hundreds are the year id (36 = 2026-27). */
  id: number;
  schoolId: number;
  startYear: number;
  /** 1 = whole year, 2 = semester, 4 = quarter. */
  portion: number;
  /** Both dates are inside the term. */
  startDate: string;
  endDate: string;
  abbreviation: string;
  name: string;
}

export interface Teacher {
  usersDcid: number;
  name: string;
  email: string | null;
}

export interface Category {
  teacherCategoryId: number;
  usersDcid: number;
  yearId: number;
  name: string;
  isActive: boolean;
  categoryType: 'user' | 'district';
  districtTeacherCategoryId: number | null;
}

interface SectionTeacher {
  usersDcid: number;
  access: 'EDIT' | 'VIEW';
}

export interface Section {
  dcid: number;
  schoolId: number;
  /** TERMS.ID of the section's term. */
  termId: number;
  name: string;
  teachers: SectionTeacher[];
}

export interface Student {
  dcid: number;
  /** `Last, First`. */
  name: string;
}

export interface Enrolment {
  /** CC.DCID. */
  id: number;
  sectionDcid: number;
  studentDcid: number;
  entryDate: string;
  /** The first day on which the student is not in the section. */
  exitDate: string;
  dropped: boolean;
}

export interface Score {
  assignmentScoreId: number;
  studentDcid: number;
  points: number | null;
  exempt: boolean;
  missing: boolean;
  late: boolean;
  collected: boolean;
  absent: boolean;
  incomplete: boolean;
  comment: string | null;
  /** Who wrote last, and when (ms since the epoch). */
  writtenBy: Writer;
  whenModified: number;
  /** Writes that this cell has taken, also of a value that it had. */
  writes: number;
}

/** What a caller decides about an assignment in one section. */
export interface AssignmentFields {
  name: string;
  description: string | null;
  dueDate: string;
  scoreType: string;
  scoreEntryPoints: number;
  weight: number;
  totalPointValue: number;
  extraCreditPoints: number;
  isCountedInFinalGrade: boolean;
  isScoringNeeded: boolean;
  isScoresPublish: boolean;
  publishOption: string;
  publishDaysBeforeDue: number | null;
  publishOnSpecificDate: string | null;
  maxRetakeAllowed: number | null;
}

export interface AssignmentSection extends AssignmentFields {
  assignmentSectionId: number;
  assignmentId: number;
  sectionDcid: number;
  categoryAssocId: number;
  categoryId: number;
  /** The students that it is for; null = everybody in the section. */
  onlyStudents: ReadonlySet<number> | null;
  isLocked: boolean;
  whenModified: number;
  modifiedBy: Writer;
  scores: Map<number, Score>;
}

export interface Assignment {
  assignmentId: number;
  /** The plugin that made it; null for a teacher's own. */
  createdByPlugin: string | null;
  standardScoringMethod: string;
  whenCreated: number;
  sections: AssignmentSection[];
}
