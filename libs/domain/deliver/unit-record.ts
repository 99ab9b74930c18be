import type { Decision } from '../decide/decision.ts';
import type { EpochMs, SectionAssessment } from '../facts/section-assessment.ts';
import type { UnreadRevision } from '../facts/unread-revision.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { DeliveryState } from './delivery-state.ts';
import type { SisState } from './sis-state.ts';

export const UNIT_STATES = ['held', 'due', 'sending', 'retrying', 'inSync', 'rejected', 'withdrawn'] as const;
export type UnitState = (typeof UNIT_STATES)[number];
export const SCORE_STATES = ['held', 'due', 'sent', 'kept', 'rejected'] as const;
export type ScoreState = (typeof SCORE_STATES)[number];

/** What stands behind the unit's codes, decided as it is; sums over a district are made of it. */
export interface UnitHits {
  /** Of each of `UnitSummary.reasons` the scores that have it: all of the unit for a code of the unit. */
  readonly scores: Readonly<Partial<Record<ReasonCode, number>>>;
  /** Codes by which a redrive finds it and has something to send, sorted; none where it has nothing to send. */
  readonly redrive: readonly ReasonCode[];
  /**
   * In sync, and a run that takes it as it stands finds nothing to do, to keep or to hold: none has to read it. `PLANNED_AS` of the release
   * that found that; left out where it is not so.
   */
  readonly atRest?: number;
}

/**
 * Raised with every change of what a run finds to do with a unit or counts of it (`diffGradebook`, `tallyUnit`, `markDoubt` and what they
 * ask): what releases before found at rest is then read once more.
 */
export const PLANNED_AS = 1;

/** Those of every unit at rest. */
export const AT_REST: UnitHits = Object.freeze({
  scores: Object.freeze({}),
  redrive: Object.freeze([]),
  atRest: PLANNED_AS,
});

/** The part of a unit's record that lists and counts are made of; derived by `summarize` at every write. */
export interface UnitSummary {
  readonly state: UnitState;
  /** Codes of the unit and of its scores as they stand, each once, sorted; no notices and no `WAITING_FOR_NIGHT`. */
  readonly reasons: readonly ReasonCode[];
  /** Codes that held or failed it since it was last in sync: what a redrive by cause finds. */
  readonly causes: readonly ReasonCode[];
  /** Left out in a record that was last written by a release that did not count them. */
  readonly hits?: UnitHits;
}

/** Otus went on with revisions that it had used already: what they say is not taken. */
interface RevisionWentBack {
  /** The last one that came so. */
  readonly revision: number;
  readonly times: number;
  readonly since: EpochMs;
  readonly lastAt: EpochMs;
}

export interface OtusPart {
  readonly snapshot: SectionAssessment;
  readonly receivedAt: EpochMs;
  /** W3C `traceparent` of the request that brought this revision; null when tracing gave none. */
  readonly traceparent: string | null;
  /** Newer than `snapshot`; left out where there is none. */
  readonly unread?: UnreadRevision;
  /** Left out where Otus did not, since `snapshot` came. */
  readonly wentBack?: RevisionWentBack;
  /** When it was let go on from where Otus is: what was received before is of the time that Otus went back over. Left out where it was not. */
  readonly rebasedAt?: EpochMs;
}

export interface DecisionPart extends Decision {
  readonly evaluatedAt: EpochMs;
  /** Version of the district's settings that it was decided with. */
  readonly settingsVersion: number;
}

/** Everything known of one unit: what Otus says, what was decided, what PowerSchool was given, what is to be done. */
export interface UnitRecord {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  /** Grows with every write; each write names the version that it was made from. */
  readonly version: number;
  readonly changedAt: EpochMs;
  readonly otus: OtusPart;
  readonly decision: DecisionPart;
  readonly sis: SisState;
  readonly delivery: DeliveryState;
  readonly summary: UnitSummary;
}
