import type { EpochMs, LocalDate } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';

/** The ids under which a connector finds an assignment again. */
export interface AssignmentRef {
  /** xte: `assignmentid`; oneroster: the line item's sourcedId. */
  readonly assignmentId: string;
  /** xte: `assignmentsectionid`, which scores need; oneroster: the same sourcedId. */
  readonly sectionAssignmentId: string;
}

/**
 * Why PowerSchool may hold something else than was last written. `lost`: a write of which nobody knows whether it was carried out.
 * `score`: Otus took the score back or changed it after it was sent. `unit`: the unit was held, withdrawn, switched off or in another
 * section meanwhile, one of its fields changed, or its column was found and adopted. `restored`: what is known of it comes from an
 * older ledger, and what was given since is forgotten.
 */
export type DoubtCause = 'lost' | 'score' | 'unit' | 'restored';

/** What was written is in doubt: it is looked at before it is written again or called sent. Left out: known to be as written. */
export interface CellDoubt {
  readonly cause: DoubtCause;
  /** Points that lost writes carried, the latest last. */
  readonly carried?: readonly number[];
  /** Of a `restored` one: what it was in doubt for already when the copy was made. */
  readonly before?: DoubtCause;
}

/** The fields of an assignment that are Otus's to change. */
export interface SisFields {
  readonly title: string;
  readonly dueDate: LocalDate;
  readonly totalPoints: number;
  /** Name of the category. */
  readonly category: string;
}

export interface AssignmentDoubt {
  readonly cause: DoubtCause;
  /** Fields that lost updates carried, the latest last. */
  readonly carried?: readonly Partial<SisFields>[];
}

/** The assignment as it was last written to PowerSchool. */
export interface WrittenAssignment extends SisFields {
  readonly ref: AssignmentRef;
  /** The section that it stands in; a unit linked to another section since is written there anew. */
  readonly sisSectionId: string;
  readonly assessmentType: string;
  readonly writtenAt: EpochMs;
  /** When PowerSchool was seen to have it no more; it is made again only when redriven. */
  readonly deletedAt: EpochMs | null;
  /** Ids of other assignments in the section that carry the same identifier, as last seen; left out where there is none. */
  readonly twins?: readonly string[];
  readonly doubt?: AssignmentDoubt;
  /** Fields that hold something else than was written, which stays: a teacher's edit. Left out where there is none. */
  readonly keptFields?: readonly (keyof SisFields)[];
  /** When it and all of its cells were last seen or written; left out: when it was written. */
  readonly checkedAt?: EpochMs;
}

/** What a teacher did to a cell: what it was seen to hold, and since when. */
export interface KeptEdit {
  readonly seenPoints: number | null;
  readonly seenAt: EpochMs;
  /** It is exempt in PowerSchool: it counts for nothing, whatever points it shows. */
  readonly exempt?: true;
}

/** One student's cell as PowerSchool was last given it. */
export interface WrittenScore {
  readonly sisStudentId: string;
  /** Whose score of Otus it is; left out of what was written before that was kept. */
  readonly scoreId?: string;
  readonly studentId?: string;
  /** Points of Otus that were last written, or judged against what a teacher entered; null when none ever was accepted. */
  readonly points: number | null;
  readonly sentAt: EpochMs | null;
  /** Set when PowerSchool was seen to hold something else than was written: a teacher's edit, which stays. */
  readonly kept: KeptEdit | null;
  /** Set when PowerSchool refused this student's row. */
  readonly refused: {
    readonly code: ReasonCode;
    /** PowerSchool's own words. */
    readonly message: string;
    /** The points that were refused. */
    readonly points: number;
    readonly at: EpochMs;
  } | null;
  readonly doubt?: CellDoubt;
  /** When it was in doubt and could not be looked at: this PowerSchool gives no way to read cells. */
  readonly uncheckedAt?: EpochMs;
}

/** What was written into a section that the class is no longer linked to. */
export interface SectionSisState {
  readonly assignment: WrittenAssignment;
  readonly scores: readonly WrittenScore[];
}

/** What PowerSchool was given of a unit. Written by delivery; rules only mark in it what Otus has put in doubt. */
export interface SisState {
  readonly assignment: WrittenAssignment | null;
  readonly scores: readonly WrittenScore[];
  /** Of sections that the class was linked to before, the latest first; left out where there is none. */
  readonly elsewhere?: readonly SectionSisState[];
}

export const NOTHING_IN_SIS: SisState = { assignment: null, scores: [] };
