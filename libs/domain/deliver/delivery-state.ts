import type { EpochMs } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { SisFields } from './sis-state.ts';

/**
 * How a failure of PowerSchool is treated; the table is data, in libs/powerschool. `interrupted` is nobody's: the lane let go of the
 * request because it has to stop, or may no longer be the district's only one.
 */
export type FailureClass = 'transient' | 'throttled' | 'unit' | 'district' | 'deleted' | 'interrupted';

export interface DeliveryFailure {
  readonly code: ReasonCode;
  readonly class: FailureClass;
  /** PowerSchool's own words, at most 500 characters; never a secret. */
  readonly message: string;
  readonly at: EpochMs;
  /** The Otus revision that failed. A `unit` failure stands for no other, and for this one until a run asks for the unit again. */
  readonly revision: number;
}

/** What an attempt may write, noted before its first request: if its end is never known, this is what PowerSchool may hold. */
export interface CarriedWrites {
  /** When the attempt was claimed. */
  readonly at: EpochMs;
  readonly sectionId: string;
  /** Fields of the assignment: those that Otus changed, all of a new one. */
  readonly fields: Partial<SisFields>;
  /** Cells: SIS student, points, and whose score of Otus they are. A short row, since a claim stores one for each. */
  readonly scores: readonly (readonly [sisStudentId: string, points: number, scoreId: string, studentId: string])[];
}

/** Scores by what became of them in one run. */
export interface ScoreTally {
  readonly sent: number;
  readonly kept: number;
  readonly held: number;
  readonly rejected: number;
}

/**
 * What a delivery that was asked to repair writes again although Otus did not change it: cells that hold nothing any more and were not
 * seen to be a teacher's doing, which is what a reconciliation calls missing; or also those that hold something else, and what a
 * teacher cleared. Only ever of units that somebody named: what differs is as a rule what a teacher typed. `check`: nothing of that, all
 * of it is only looked at, as the nightly read-back does.
 */
export type Repair = 'check' | 'missing' | 'all';

/** The queue's side of a unit; written by delivery, and by rules only when it requests a delivery. */
export interface DeliveryState {
  /** Earliest time of the next attempt; null when nothing is to be done. */
  readonly dueAt: EpochMs | null;
  /** The run that asked for it last. */
  readonly runId: string | null;
  /** A redrive also makes again what was deleted in PowerSchool. */
  readonly redrive: boolean;
  /** What of the scores that Otus did not change the redrive writes again; null: none. */
  readonly repair: Repair | null;
  /** Attempts since delivery was requested, but for those that do not count. */
  readonly attempt: number;
  /** Who delivers it at this moment; a claim of an older fence is void. */
  readonly claim: { readonly owner: string; readonly fence: number; readonly at: EpochMs } | null;
  /**
   * Written ahead of the first request and cleared when the outcome is known. One that is found at a claim says that
   * requests may have been made whose replies nobody recorded: look before creating.
   */
  readonly intent: {
    readonly startedAt: EpochMs;
    readonly revision: number;
    /** When a create of which nobody knows the outcome was asked for at the latest; left out where none is known of. */
    readonly createAskedAt?: EpochMs;
    /** What the attempts since then may have written, the latest last; left out where nothing. */
    readonly carried?: readonly CarriedWrites[];
  } | null;
  readonly failure: DeliveryFailure | null;
  /** What became of the scores in run `runId`; null before its first outcome. */
  readonly tally: ScoreTally | null;
}

export const NO_DELIVERY: DeliveryState = {
  dueAt: null,
  runId: null,
  redrive: false,
  repair: null,
  attempt: 0,
  claim: null,
  intent: null,
  failure: null,
  tally: null,
};
