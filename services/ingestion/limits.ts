import { MAX_STAFF_BYTES } from '@passback/contracts';

/** What one request may bring, and how much of it is held at a time. */
export const INGESTION_LIMITS = {
  /** A snapshot as a body or as a line. In protobuf it is always smaller, so it stays within what brokers take as one message. */
  snapshotBytes: 1024 * 1024,
  /** As one message of their topic takes. */
  staffBytes: MAX_STAFF_BYTES,
  /** More than any class has; with ids much longer than usual fewer, so that no record of the ledger passes 1 MiB. */
  scores: 500,
  /** The largest districts employ about that many. */
  staff: 20_000,
  /** Objects and lists within each other: a snapshot has four, and a later Otus may add to it. */
  jsonDepth: 16,
  /** Entries of one list, of whatever: as the longest list of staff or scores. */
  jsonEntries: 20_000,
  /** Values of one body or line, as an object each in memory: twice what the longest list of staff has. */
  jsonValues: 250_000,
  /** Characters of an id: the longest that the paths of the API carry. */
  idLength: 100,
  /** Characters of an address (RFC 5321). */
  emailLength: 254,
  /** Characters of a title; what PowerSchool cannot hold of it is cut later. */
  titleLength: 10_000,
  /** Characters of an assessment type. */
  typeLength: 200,
  /** Snapshots of a stream that go to the broker together. */
  batchSnapshots: 500,
  /** Bytes of a stream that go to the broker together: one batch of one partition even when all have the same key. */
  batchBytes: 768 * 1024,
  /** Batches of one stream that the broker may have at a time; the client waits for the rest (back-pressure). */
  batchesInFlight: 4,
  /** Rejected lines that are told with their errors; beyond it they are counted. */
  reportedLines: 1_000,
  /** Errors that one answer tells in all, so that a file of nonsense does not answer with megabytes. */
  reportedErrors: 10_000,
  /** Wrong fields that are named of one value: each of a large class with several wrong in every score. */
  fieldErrors: 1_000,
  /** Longest wait for the broker's acks of one batch. */
  produceMs: 15_000,
  /** Longest look at the staff that is held; without it the list is taken, and rules judge it. */
  heldStaffMs: 1_000,
  /** Longest time for a client to send a body that is not streamed. */
  bodyMs: 30_000,
  /** Longest silence within a stream. */
  idleMs: 60_000,
  /** What a stream has to bring at the least in each `rateMs` of waiting for it: about one small snapshot a minute. */
  rateBytes: 512,
  rateMs: 60_000,
  /** What is still read, and how long, of a stream that is given up, so that the client sees the answer and not a broken connection. */
  drainBytes: 64 * 1024 * 1024,
  drainMs: 5_000,
  /** Seconds after which a client is told to try again. */
  retryAfterSeconds: 5,
  /** How long requests may go on once the process stops, before streams are told to come again. */
  finishMs: 5_000,
  /** When connections are cut. */
  closeMs: 20_000,
} as const;
