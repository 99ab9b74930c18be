/** For requests of specs that test no time limit: longer than an answer takes on any machine. */
export const PATIENCE_MS = 60_000;
/** For specs of the time limit itself, against a server that never answers: what comes before has to be done in it on a busy machine too. */
export const HASTE_MS = 3_000;
