import type { EpochMs, ReasonCode } from '@passback/domain';

export interface Circuit {
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** The district-wide fault that opened it; null when closed. */
  readonly code: ReasonCode | null;
  /** PowerSchool's own words. */
  readonly message: string;
  readonly openedAt: EpochMs | null;
  /** When one probe may be made. */
  readonly probeAt: EpochMs | null;
  /** Probes that failed since it opened. */
  readonly failures: number;
  /** With which settings it was seen last that PowerSchool does not answer; left out where it is not known. */
  readonly settingsVersion?: number;
}

export const CLOSED_CIRCUIT: Circuit = {
  state: 'closed',
  code: null,
  message: '',
  openedAt: null,
  probeAt: null,
  failures: 0,
};

/** One district's lane: who may write to its gradebook, and how fast. */
export interface Lane {
  readonly districtId: string;
  readonly owner: string | null;
  /** Grows with every acquisition; a write of an older fence is refused. */
  readonly fence: number;
  /** By the ledger's clock, see `LaneStore`. */
  readonly leasedUntil: EpochMs;
  readonly circuit: Circuit;
  /** The interval that PowerSchool was seen to ask for, where it is stricter than the setting; 0 when not. */
  readonly learnedIntervalMs: number;
}

/**
 * Leases are counted by one clock, whatever the processes' own say: that of the MongoDB server, and with SQLite that of the machine. A
 * lease never ends there before it does for its holder, who counts from before it asked.
 */
export interface LaneStore {
  /**
   * Takes the lane if it is free or its lease ran out, with the next fence; null while anybody has it, the
   * same owner included. One winner only.
   */
  acquire(districtId: string, owner: string, leaseMs: number): Promise<Lane | null>;
  /** False when the lane has this fence no longer; a lease that ran out is renewed as long as nobody took it. */
  renew(districtId: string, fence: number, leaseMs: number): Promise<boolean>;
  /** Gives it free at once; does nothing when it has this fence no longer. */
  release(districtId: string, fence: number): Promise<void>;
  /** False when the lane has this fence no longer. */
  recordCondition(
    districtId: string,
    fence: number,
    condition: { circuit: Circuit; learnedIntervalMs: number },
  ): Promise<boolean>;
  get(districtId: string): Promise<Lane | null>;
  list(): Promise<Lane[]>;
}
