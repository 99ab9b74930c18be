export const SESSION_LIMITS = {
  /** Without a use for so long, it is over: a teacher's computer in a class room stands open. */
  idleMs: 60 * 60_000,
  /** It is over then, however much it is used: a working day. */
  absoluteMs: 12 * 60 * 60_000,
  /** A use is written at most this often. */
  seenEveryMs: 60_000,
} as const;
