/** From `produce()` to its answer, waiting included; the caller's own client has given up soon after. */
export const PRODUCE_TIMEOUT_MS = 10_000;

/** What `stop()` of a consumer gives the batch in hand, as the port says. */
export const STOP_LIMIT_MS = 10_000;

/** `check()`, as the port says. */
export const CHECK_LIMIT_MS = 2_000;

/** Delay before messages that the handler could not take come again: the first, and the longest. */
export const FIRST_RETRY_MS = 250;
export const LONGEST_RETRY_MS = 15_000;

/** How much of an error's text a dead letter or a log line carries. */
export const ERROR_TEXT_LIMIT = 300;
