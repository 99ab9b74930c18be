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
  /** School years of one district that are fetched at once: all that rules asks for it at a time. */
  fetchesOfDistrict: 64,
  /** Over all districts. At that many a district still has a few, as many as its PowerSchool is asked at once by default. */
  fetchesAtOnce: 1_024,
  fetchesOfEach: 4,
  /** Schools of one district; the largest has 1,800. More are ids that no PowerSchool has. */
  schoolsOfDistrict: 3_000,
  /** School years whose last failure is remembered: more than the schools of an installation; who has most loses the oldest. */
  failuresKept: 10_000,
  /** Connections to districts that are kept open; the one used longest ago is closed. */
  gradebooksOpen: 500,
} as const;
