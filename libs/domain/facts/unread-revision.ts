import type { EpochMs } from './section-assessment.ts';

/** A revision that came from Otus and could not be read. It waits among the dead letters, and keeps older ones from being sent. */
export interface UnreadRevision {
  readonly revision: number;
  /** `newer`: it has a value that this version does not know, so a newer one wrote it; `broken`: whatever else. */
  readonly cause: 'newer' | 'broken';
  readonly receivedAt: EpochMs;
}
