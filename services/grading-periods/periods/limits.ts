const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

export const LIMITS = {
  /** Terms change a few times a year; a change made in the afternoon is in before the night. */
  refreshAfterMs: 6 * HOUR_MS,
  /** An older answer is worse than none: a grading period may have ended since. */
  staleAtMostMs: 30 * 24 * HOUR_MS,
  /** A PowerSchool that is down is asked at most this often for one school year. */
  failureKeptMs: 5 * SECOND_MS,
  /** How long a caller who can be given a stale answer waits for a fresh one. */
  refreshPatienceMs: 2 * SECOND_MS,
  /** School years that are fetched at once over all districts; the next caller is told to come again. */
  fetchesAtOnce: 256,
  /** School years whose last failure is remembered: more than the schools of an installation. */
  failuresKept: 10_000,
  /** Connections to districts that are kept open; the one used longest ago is closed. */
  gradebooksOpen: 500,
} as const;
