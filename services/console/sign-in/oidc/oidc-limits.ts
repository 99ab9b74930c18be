export const OIDC_LIMITS = {
  /** From the way to the provider until one is back: long enough for a second factor. */
  attemptMs: 10 * 60_000,
  /** One call of the provider, in seconds. */
  callSeconds: 5,
  /** Bytes of one answer of the provider. */
  answerBytes: 1024 * 1024,
  /** Calls of the provider at once; whoever comes then is told that it is away. */
  callsAtOnce: 50,
  /** How long what the provider says of itself is taken as it was. */
  discoveryMs: 60 * 60_000,
  /** After one that failed it is not asked again for so long. */
  discoveryPauseMs: 2_000,
  /** What the page comes back to: characters. */
  returnToLength: 1_000,
  /** A session that nothing can be asked about later. */
  withoutRenewalMs: 60 * 60_000,
  /** How often it is looked whether a session's roles still hold. */
  checkEveryMs: 5 * 60_000,
  /** For so long whoever looks has it to themselves: more than all calls of one look. */
  checkClaimMs: 30_000,
  /** Between two looks while the provider is away, and for how long what was known counts meanwhile. */
  awayRetryMs: 60_000,
  awayToleratedMs: 15 * 60_000,
  /** Bytes of the file of roles, and how often it is looked whether it changed. */
  rolesFileBytes: 4 * 1024 * 1024,
  rolesLookMs: 5_000,
  /** Of an ID token that is kept for the sign-out, in characters: it has to go into an address. */
  idTokenLength: 4_096,
  /** Of one person. */
  nameLength: 200,
  idLength: 500,
  districts: 1_000,
  /** Of a teacher, of each kind: together as many as a list may be narrowed to. */
  teacherIds: 50,
} as const;
