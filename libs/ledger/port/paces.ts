import type { EpochMs } from '@passback/domain';

/** How far the time of one district's PowerSchool is given away. */
interface Pace {
  readonly districtId: string;
  /** By the ledger's clock, see `LaneStore`. */
  readonly reservedUntil: EpochMs;
}

/** A stretch of time that one process has to itself, to send requests to a district's PowerSchool. */
export interface ReservedTime {
  /** By the ledger's clock. One that begins where another ends follows it without a gap. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** From the moment of asking, so that the clocks need not agree. What is not known of the ledger's time is taken off both ends. */
  readonly beginsInMs: number;
  readonly endsInMs: number;
}

/**
 * Gives a district's time away, stretch by stretch, to whoever asks: no two ever overlap. Time that nobody reserved passes, and so does what
 * was reserved and not used. Power cuts and failovers may take the newest stretches back.
 */
export interface PaceStore {
  /**
   * The next `lengthMs` after all that was reserved before, and not before `inMs` from now. Whole milliseconds. Reservations further ahead
   * than any there could be are those of a clock that was set back, and do not count.
   */
  reserve(districtId: string, stretch: { readonly lengthMs: number; readonly inMs: number }): Promise<ReservedTime>;
  /** Null where nobody reserved anything. */
  get(districtId: string): Promise<Pace | null>;
}
