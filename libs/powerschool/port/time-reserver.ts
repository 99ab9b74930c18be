/** A stretch of time in which one process alone sends to a PowerSchool. */
export interface ReservedStretch {
  /** By a clock that is the same for all processes. One that begins where another ends follows it without a gap. */
  readonly from: number;
  readonly until: number;
  /** From the moment of asking; never more than was reserved, however slow the answer. */
  readonly beginsInMs: number;
  readonly endsInMs: number;
}

/** Gives the time of each district's PowerSchool to one process at a time. */
export interface TimeReserver {
  /**
   * The next `lengthMs` that nobody has, not before `inMs` from now; whole milliseconds, at most two minutes each. Time that is reserved and
   * not used passes.
   */
  reserve(districtId: string, stretch: { readonly lengthMs: number; readonly inMs: number }): Promise<ReservedStretch>;
}
