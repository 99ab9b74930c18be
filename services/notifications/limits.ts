const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

export const LIMITS = {
  /** Districts looked at together: each is a few reads of the ledger, and after a night all of its units. */
  districtsAtOnce: 4,
  /** Units of one page. */
  unitsPerPage: 500,
  /** Messages planned with one write. */
  messagesPerWrite: 500,
  /** Messages in hand at once: each is a connection to a mail server, which often allow ten. */
  inHand: 4,
  /** How often due messages are looked for at least. */
  lookedForMs: 5 * SECOND_MS,
  /** Longest silence of a mail server or a webhook. */
  answerMs: 30 * SECOND_MS,
  /** When a message is tried again after each attempt that proved that it did not arrive; then it has failed. */
  againMs: [1, 5, 15, 30, 60, 120, 240, 240].map((minutes) => minutes * MINUTE_MS),
  /** When a mail is looked at again where no mail server is set. */
  noServerMs: 5 * MINUTE_MS,
  /** Runs that a weekly summary looks through. */
  runsPerWeek: 200,
  /** Wake-ups of one batch; each only tells of a run. */
  wakeUpsPerBatch: 500,
  /** Bytes of a body that this service takes: `List-Unsubscribe=One-Click`. */
  bodyBytes: 4_096,
  /** A message in hand is ended in its own time up to here. */
  stopMs: 35 * SECOND_MS,
  consumersStopMs: 12 * SECOND_MS,
  httpStopMs: 5 * SECOND_MS,
} as const;
