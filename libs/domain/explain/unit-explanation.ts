import type { GradingPeriod } from '../facts/district.ts';
import type { LocalDate } from '../facts/section-assessment.ts';
import type { ScoreState, UnitState } from '../deliver/unit-record.ts';
import type { DescribedReason } from '../reasons/describe-reason.ts';

/** An instant as ISO 8601 text in UTC. */
export type IsoInstant = string;

/** The assignment as PowerSchool was last given it. */
export interface ExplainedAssignment {
  readonly assignmentId: string;
  readonly sectionAssignmentId: string;
  readonly title: string;
  readonly dueDate: LocalDate;
  readonly category: string;
  readonly totalPoints: number;
  readonly writtenAt: IsoInstant;
  readonly deletedAt: IsoInstant | null;
  /** Fields that a teacher changed in PowerSchool and that stay as they are there; left out where there is none. */
  readonly keptFields?: readonly ('title' | 'dueDate' | 'totalPoints' | 'category')[];
  /** When it and all of its cells were last seen in PowerSchool, or written. */
  readonly checkedAt: IsoInstant;
}

export interface ExplainedScore {
  readonly scoreId: string;
  readonly studentId: string;
  readonly state: ScoreState;
  /** What Otus has, or the 0 that past-due work is sent as; null where there is neither. */
  readonly points: number | null;
  /** Why it is not in PowerSchool as Otus has it; empty only when the state is `sent`. */
  readonly reasons: readonly DescribedReason[];
  readonly notices: readonly DescribedReason[];
  /** When PowerSchool was last given this student's score. */
  readonly sentAt: IsoInstant | null;
  /** What PowerSchool was last given; null when nothing. */
  readonly sentPoints: number | null;
  /** Given when a teacher's edit in PowerSchool is kept: what PowerSchool was seen to hold, and since when. */
  readonly kept?: { readonly sisPoints: number | null; readonly seenAt: IsoInstant; readonly exempt?: true };
}

/** The one answer to "why is it not in PowerSchool?" for a unit and each of its scores. */
export interface UnitExplanation {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly identifier: string;
  readonly revision: number;
  readonly title: string;
  readonly state: UnitState;
  readonly reasons: readonly DescribedReason[];
  readonly notices: readonly DescribedReason[];
  /** The district's date for which the rules were last asked. */
  readonly decidedFor: LocalDate;
  /** The earliest time of the next attempt; null when none is planned. */
  readonly nextAttemptAt: IsoInstant | null;
  readonly desired: {
    readonly title: string;
    readonly dueDate: LocalDate | null;
    readonly category: string | null;
    readonly totalPoints: number;
    readonly gradingPeriod: GradingPeriod | null;
  };
  readonly sis: ExplainedAssignment | null;
  readonly scores: readonly ExplainedScore[];
}
