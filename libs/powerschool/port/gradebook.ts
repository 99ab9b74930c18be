import type { AssignmentRef, FailureClass, LocalDate, ReasonCode, SchoolTerm } from '@passback/domain';

/** Where a unit lives in PowerSchool. xte: DCIDs; oneroster: sourcedIds through the district's id mapping. */
export interface SectionRef {
  readonly schoolId: string;
  readonly sectionId: string;
  readonly teacherId: string;
  readonly termId: string;
}

export interface Category {
  readonly categoryId: string;
  readonly name: string;
  readonly active: boolean;
}

export interface AssignmentFields {
  readonly title: string;
  readonly dueDate: LocalDate;
  readonly totalPoints: number;
}

/** What is to be changed of an assignment; what is left out stays as PowerSchool has it, whatever that is. */
export interface AssignmentChanges {
  readonly title?: string;
  readonly dueDate?: LocalDate;
  readonly totalPoints?: number;
  readonly categoryId?: string;
}

/** An assignment as PowerSchool has it. */
export interface SisAssignment extends AssignmentFields {
  readonly ref: AssignmentRef;
  readonly categoryId: string | null;
}

export interface NewAssignment extends AssignmentFields {
  /** Otus's unit id: makes the oneroster sourcedId deterministic. */
  readonly unitId: string;
  /** Otus's identifier, as `S130545`. */
  readonly identifier: string;
  readonly categoryId: string;
}

export interface ScoreRow {
  readonly sisStudentId: string;
  readonly points: number;
}

/** A student's cell as PowerSchool has it. `exempt`: a teacher excused it there. */
export interface SisScore {
  readonly sisStudentId: string;
  readonly points: number | null;
  readonly exempt: boolean;
}

export interface RefusedRow {
  readonly sisStudentId: string;
  readonly code: ReasonCode;
  /** PowerSchool's own words. */
  readonly message: string;
}

/** Both ends inclusive, whatever the source says. */
export interface Term extends SchoolTerm {
  readonly schoolId: string;
}

/**
 * A district's gradebook. Every method throws `SisError` on a failure that is not a row's.
 * Calls are paced by the transport that the connector was made with; nothing here retries but 401 (new token, once) and 412 (once).
 */
export interface Gradebook {
  /** Terms of the school years that start in `startYears`. */
  terms(schoolId: string, startYears: readonly number[]): Promise<Term[]>;
  /** All categories of the teacher in the term's year, as they were at most `maxAgeMs` ago; left out: some minutes. */
  categories(section: SectionRef, maxAgeMs?: number): Promise<Category[]>;
  /** Every assignment of the section: how one whose reply was lost is found again, by `(S130545)` at the end of its title. */
  assignments(section: SectionRef): Promise<SisAssignment[]>;
  /** Null when PowerSchool has it no more. */
  assignment(section: SectionRef, ref: AssignmentRef): Promise<SisAssignment | null>;
  createAssignment(section: SectionRef, assignment: NewAssignment): Promise<AssignmentRef>;
  /** Whether a create that is done twice is as done once, however late the first comes. */
  readonly isCreateIdempotent: boolean;
  /** Deletes an assignment in which no student has a score. False where PowerSchool keeps it: somebody has one by now. */
  deleteUnscored(section: SectionRef, ref: AssignmentRef): Promise<boolean>;
  /** Writes what is named, over the assignment as PowerSchool has it at this moment; nothing where that is so already. */
  updateAssignment(section: SectionRef, ref: AssignmentRef, changes: AssignmentChanges): Promise<void>;
  /**
   * The cells that hold something, by `assignmentId`, of these assignments of one section in as few calls as possible; one that holds
   * nothing or is not there has an empty list. Null when this PowerSchool gives no way to read them.
   */
  scores(section: SectionRef, refs: readonly AssignmentRef[]): Promise<ReadonlyMap<string, readonly SisScore[]> | null>;
  /** Whether `scores` of several assignments takes fewer calls than of each, as far as is known by now. */
  readsManyAtOnce(): boolean;
  /** Writes rows in as few calls as possible; a refused row does not stop the others. */
  writeScores(
    section: SectionRef,
    ref: AssignmentRef,
    rows: readonly ScoreRow[],
    scoreDate: LocalDate,
  ): Promise<{ refused: RefusedRow[] }>;
  /** SIS student ids enrolled in the section today; null when this PowerSchool gives no way to ask. */
  enrolledStudents(section: SectionRef): Promise<ReadonlySet<string> | null>;
  /**
   * Names ("Last, First") by SIS student id of those enrolled in the section today, in at most three calls; one whose name PowerSchool
   * does not tell is left out. Null where it gives no way to ask, or does not allow it. They are to be shown, and kept nowhere.
   */
  studentNames(section: SectionRef): Promise<ReadonlyMap<string, string> | null>;
  /** Whether there is such a section; null where this PowerSchool gives no way to know. */
  hasSection(section: SectionRef): Promise<boolean | null>;
  /** Asks without credentials whether PowerSchool is there: any answer but one that leads elsewhere, or says that it is not well, will do. */
  reach(): Promise<void>;
  /** Credentials only: gets a token anew. */
  authenticate(): Promise<void>;
}

/** A failure of PowerSchool with its class and reason code; `message` is PowerSchool's own words. */
export class SisError extends Error {
  readonly class: FailureClass;
  readonly code: ReasonCode;
  readonly status: number | null;
  /** How long PowerSchool asked to wait; null when it did not say. */
  readonly retryAfterMs: number | null;
  /** True when the request may have been carried out though its reply was lost. */
  readonly uncertain: boolean;
  constructor(
    failure: {
      class: FailureClass;
      code: ReasonCode;
      status?: number | null;
      retryAfterMs?: number | null;
      uncertain?: boolean;
    },
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'SisError';
    this.class = failure.class;
    this.code = failure.code;
    this.status = failure.status ?? null;
    this.retryAfterMs = failure.retryAfterMs ?? null;
    this.uncertain = failure.uncertain ?? false;
  }
}
