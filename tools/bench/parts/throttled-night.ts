import { type Edition, SCORES_PER_UNIT } from '../district/bench-district.ts';
import type { ThrottleCounts } from '../system/simulated-powerschool.ts';

/** Least time between two requests that the simulated PowerSchool takes. */
export const INTERVAL_MS = 50;

/** What the throttled night has to bring over: every score of every unit. */
export const ALL_SCORES_CHANGED: Edition = { revision: 2, changedScores: SCORES_PER_UNIT };

/** What became of a district's changed scores behind a throttle. */
export interface Drained {
  readonly units: number;
  /** Requests of the night, tokens and reads included. */
  readonly calls: number;
  readonly seconds: number;
  readonly throttle: ThrottleCounts;
}
