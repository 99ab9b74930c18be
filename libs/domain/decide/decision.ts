import type { GradingPeriod } from '../facts/district.ts';
import type { LocalDate } from '../facts/section-assessment.ts';
import type { Reason } from '../reasons/reason-codes.ts';

/** The assignment that PowerSchool should have; a field is null where it cannot be told, and then the unit is held. */
export interface DesiredAssignment {
  /** With the identifier, cut to what PowerSchool holds. */
  readonly title: string;
  readonly dueDate: LocalDate | null;
  readonly assessmentType: string;
  readonly category: string | null;
  readonly totalPoints: number;
  readonly gradingPeriod: GradingPeriod | null;
}

/** What the rules say of one score, before anything is known of PowerSchool. */
export interface ScoreDecision {
  readonly scoreId: string;
  readonly studentId: string;
  readonly sisStudentId: string | null;
  readonly verdict: 'send' | 'hold';
  /** What is to be sent; null when held. */
  readonly points: number | null;
  /** What would be sent but for what holds its unit; left out where that is nothing, or where it is `points`. */
  readonly passes?: number;
  /** Why it is held: the unit's codes first (their params stand in `Decision.reasons`), then its own; empty when it is to be sent. */
  readonly reasons: readonly Reason[];
  /** What is said with a score that is to be sent, or would be but for what holds its unit; empty for any other. */
  readonly notices: readonly Reason[];
}

/** What the rules say of a unit on a date: pure facts in, this out. */
export interface Decision {
  /** The district's date for which this was decided. */
  readonly date: LocalDate;
  readonly verdict: 'send' | 'hold';
  /** Every hold of the unit that applies; empty when the verdict is `send`. */
  readonly reasons: readonly Reason[];
  readonly desired: DesiredAssignment;
  readonly scores: readonly ScoreDecision[];
}
