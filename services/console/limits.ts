/** What the console takes and gives at most. */
export const CONSOLE_LIMITS = {
  /** Bytes of a body: the settings of a district with thousands of grading periods fit. */
  bodyBytes: 2 * 1024 * 1024,
  /** Entries of one page of a list. */
  pageItems: 200,
  defaultPageItems: 50,
  /** Attempts that an explanation shows, newest first. */
  attempts: 20,
  runs: 100,
  /** Items of a preview; the counts are of all. */
  previewItems: 1_000,
  defaultPreviewItems: 200,
  /** Units that one redrive names. */
  redriveUnits: 1_000,
  categories: 500,
  gradingPeriods: 5_000,
  tokens: 50,
  /** Commands that read a whole district wait longer than those that only start something. */
  commandMs: 15_000,
  previewMs: 120_000,
  checkMs: 300_000,
  retryAfterSeconds: 2,
  /** Requests in hand are answered before the process ends, up to here. */
  closeMs: 8_000,
  /** Between two tries to import districts while the ledger is away. */
  importRetryMs: 500,
} as const;
