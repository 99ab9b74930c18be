import type { EpochMs, LocalDate } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';

/** The ids under which a connector finds an assignment again. */
export interface AssignmentRef {
  /** xte: `assignmentid`; oneroster: the line item's sourcedId. */
  readonly assignmentId: string;
  /** xte: `assignmentsectionid`, which scores need; oneroster: the same sourcedId. */
  readonly sectionAssignmentId: string;
}

/** The assignment as it was last written to PowerSchool. */
export interface WrittenAssignment {
  readonly ref: AssignmentRef;
  /** The section that it stands in; a unit linked to another section since is written there anew. */
  readonly sisSectionId: string;
  readonly title: string;
  readonly dueDate: LocalDate;
  readonly assessmentType: string;
  readonly category: string;
  readonly totalPoints: number;
  readonly writtenAt: EpochMs;
  /** When PowerSchool was seen to have it no more; it is made again only when redriven. */
  readonly deletedAt: EpochMs | null;
  /** Ids of other assignments in the section that carry the same identifier, as last seen; left out where there is none. */
  readonly twins?: readonly string[];
}

/** One student's cell as PowerSchool was last given it. */
export interface WrittenScore {
  readonly sisStudentId: string;
  /** Points last written from Otus; null when none ever was accepted. */
  readonly points: number | null;
  readonly sentAt: EpochMs | null;
  /** Set when PowerSchool was seen to hold something else than was written: a teacher's edit, which stays. */
  readonly kept: { readonly seenPoints: number | null; readonly seenAt: EpochMs } | null;
  /** Set when PowerSchool refused this student's row. */
  readonly refused: {
    readonly code: ReasonCode;
    /** PowerSchool's own words. */
    readonly message: string;
    /** The points that were refused. */
    readonly points: number;
    readonly at: EpochMs;
  } | null;
}

/** What PowerSchool was given of a unit; written by delivery only. */
export interface SisState {
  readonly assignment: WrittenAssignment | null;
  readonly scores: readonly WrittenScore[];
}

export const NOTHING_IN_SIS: SisState = { assignment: null, scores: [] };
