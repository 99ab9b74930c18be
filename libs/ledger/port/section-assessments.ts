import type {
  DecisionPart,
  DeliveryState,
  EpochMs,
  OtusPart,
  ReasonCode,
  SisState,
  UnitRecord,
  UnitState,
  UnitSummary,
} from '@passback/domain';

export interface UnitKey {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
}

/** A decision to store, made from version `expectedVersion` of the record (0: there is none yet). */
export interface EvaluationWrite extends UnitKey {
  readonly expectedVersion: number;
  /** Given where what is stored of Otus changes: a revision that came, was read or not, or a re-base. Always given with version 0. */
  readonly otus?: OtusPart;
  readonly decision: DecisionPart;
  readonly summary: UnitSummary;
  readonly changedAt: EpochMs;
  /** Given where a run asks for its delivery; left out: as it is. */
  readonly delivery?: DeliveryState;
  /** Given where what PowerSchool holds is put in doubt; left out: as it is. */
  readonly sis?: SisState;
}

/** What an attempt came to; refused unless the record still has `expectedVersion` and the claim still has `fence`. */
export interface OutcomeWrite extends UnitKey {
  readonly expectedVersion: number;
  readonly fence: number;
  readonly sis: SisState;
  readonly delivery: DeliveryState;
  readonly summary: UnitSummary;
  readonly changedAt: EpochMs;
}

/** Units whose record had moved on, so that nothing was written of them: load them again and decide anew. */
export interface WriteResult {
  readonly conflicts: readonly UnitKey[];
}

export interface ListFilter {
  readonly state?: UnitState;
  readonly reason?: ReasonCode;
  readonly identifier?: string;
  /** The SIS section id. */
  readonly section?: string;
  /** Units that one of the users assigned, or of a section of one of the teachers; without any of either: none. At most 100 of both. */
  readonly teacher?: { readonly otusUserIds: readonly string[]; readonly sisTeacherIds: readonly string[] };
  /** Stands in the title or the identifier, without regard to case; no character of it has a meaning. */
  readonly search?: string;
  /** The unit has a score of the student with this id, of Otus or of the SIS. */
  readonly student?: string;
  /** The unit changed at that instant or later. */
  readonly changedSince?: EpochMs;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly cursor: string | null;
}

/** A district that has work due, and since when. */
export interface WaitingDistrict {
  readonly districtId: string;
  readonly oldestDueAt: EpochMs;
}

export interface DueDistrict extends WaitingDistrict {
  readonly units: number;
}

/** How much stands behind one reason. */
export interface ReasonHit {
  readonly code: ReasonCode;
  /** Units that have it, whatever their state. */
  readonly units: number;
  /** Scores that have it now: its own of each unit, or all of a unit that has it as a whole. */
  readonly scores: number;
  /** Units that a redrive by it would find with something to send, decided as they are. */
  readonly redriveUnits: number;
}

/** How far a run is, counted over the units that it made due. */
export interface RunProgress {
  /** Units that are still to be attempted (`dueAt` not null). */
  readonly pending: number;
  readonly states: Readonly<Partial<Record<UnitState, number>>>;
  readonly scores: { readonly sent: number; readonly kept: number; readonly held: number; readonly rejected: number };
  /** Units by code. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Which units a run does not read. */
export interface PassOver {
  /** Of units that this run made due itself none is passed over; null: there is no run. */
  readonly runId: string | null;
  /** Nor is one behind the unit `after` that was last seen in PowerSchool before `seenBefore`; null: whenever it was seen. */
  readonly unseen: { readonly after: string; readonly seenBefore: EpochMs } | null;
}

/** A stretch of a district's units, in id order. */
export interface RunScan {
  /** Without those that were passed over. */
  readonly records: readonly UnitRecord[];
  /** Units that were passed over. */
  readonly atRest: number;
  /** The last unit of the stretch; null: the district ends here. */
  readonly last: string | null;
}

/** The units. Each write is one atomic update of one record; batches go out as one bulk write. */
export interface SectionAssessmentStore {
  /** Records that exist, in any order. At most 1,000 ids a call. */
  load(districtId: string, sectionAssessmentIds: readonly string[]): Promise<UnitRecord[]>;

  /** Rules: stores evaluations, with the snapshot where a newer one came. At most 1,000 a call, of any districts. */
  recordEvaluations(writes: readonly EvaluationWrite[]): Promise<WriteResult>;

  /** Records of a district in id order after `after`, optionally only those in `states`. `limit` at most 1,000. */
  scan(
    districtId: string,
    options: { states?: readonly UnitState[]; after?: string; limit: number },
  ): Promise<UnitRecord[]>;

  /**
   * The next `limit` units of a district in id order after `after`, at most 1,000, without reading those at rest (`UnitHits.atRest`) that
   * nothing is asked of: a night of a large district in sync reads the few that are not.
   */
  scanForRun(districtId: string, options: { after?: string; limit: number } & PassOver): Promise<RunScan>;

  /** Newest change first. `limit` at most 200. Throws `LedgerError` `INVALID_CURSOR` for a cursor that is not its own. */
  list(districtId: string, filter: ListFilter, page: { cursor?: string; limit: number }): Promise<Page<UnitRecord>>;

  /** Units by state. */
  countByState(districtId: string): Promise<Readonly<Partial<Record<UnitState, number>>>>;

  /**
   * The reasons of the district's units, most scores first; of 100,000 units some tenths of a second of work. A unit without
   * `summary.hits` counts only while it is not in sync: as many scores as its last outcome held or rejected, and in no redrive.
   */
  reasonHits(districtId: string): Promise<ReasonHit[]>;

  /**
   * Districts that have units due at `now`, the longest due first. Claimed ones are included, since whether a claim is void
   * is known only when the lane is taken. `limit` at most 1,000. Goes through all units that are due: not for every moment.
   */
  dueDistricts(now: EpochMs, limit: number): Promise<DueDistrict[]>;

  /** The same districts in the same order, without how much is due: cheap however much that is, to be asked every moment. */
  waitingDistricts(now: EpochMs, limit: number): Promise<WaitingDistrict[]>;

  /** The earliest `dueAt` of the district's units that are not claimed, or null: when its lane has to look again. */
  nextDueAt(districtId: string): Promise<EpochMs | null>;

  /** Whether any of the district's units is still to be attempted, now or later, claimed or not; cheap however many there are. */
  hasPending(districtId: string): Promise<boolean>;

  /**
   * Delivery: takes up to `limit` units of a district whose `dueAt` has come, oldest first, and that nobody has claimed with this or a
   * newer fence, and makes of them what `claimUnit` makes. Never hands one
   * unit to two callers. Returns the records as they are after the claim; none when the district's lane has a newer fence.
   * `limit` at most 1,000.
   */
  claimDeliveries(claim: {
    districtId: string;
    owner: string;
    fence: number;
    now: EpochMs;
    limit: number;
  }): Promise<UnitRecord[]>;

  /**
   * Delivery: stores outcomes; the claim and intent are what `delivery` says. At most 1,000 a call. After an error they may have been
   * stored all the same: called again with the same `token`, which is kept with what it wrote, those are known as one's own and are no
   * conflict.
   */
  recordOutcomes(writes: readonly OutcomeWrite[], token?: string): Promise<WriteResult>;

  /** Goes through all units that the run made due: a district of 100,000 is some tenths of a second of work for the ledger. */
  runProgress(districtId: string, runId: string): Promise<RunProgress>;
}
