import type { MessageFns } from './message-fns.ts';
import { DeliveryOutcome, DeliveryRequested } from '../generated/passback/events/v1/deliveries.ts';
import { RunEvent } from '../generated/passback/events/v1/runs.ts';
import { SectionAssessmentChanged } from '../generated/passback/events/v1/section_assessments.ts';
import { StaffChanged } from '../generated/passback/events/v1/staff.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Largest message of a topic that says nothing else: key, value and headers together. Kafka's default for a whole record batch is
 * 1,048,588 bytes; the difference is room for its framing and for the headers that a dead letter gets on top.
 */
export const MAX_MESSAGE_BYTES = 1_000_000;

/**
 * All staff of a district, as the body of a request: some 400 bytes a person, address included, for the 20,000 of the largest ones. What
 * a request may bring has to fit a message, so the limit of the topic is made from it.
 */
export const MAX_STAFF_BYTES = 8 * 1024 * 1024;
/** For the key and the headers. Addresses are longer once they are sealed: a list near the limit may still be more than a message takes. */
const HEADER_BYTES = 16 * 1024;

/** A topic: its name, its message, how many partitions it is created with and how long it keeps messages. */
export interface TopicDefinition<T> {
  readonly name: string;
  /** CloudEvents type of its messages. */
  readonly type: string;
  readonly partitions: number;
  readonly retentionMs: number;
  /** Of key, value and headers together. */
  readonly maxMessageBytes: number;
  encode(message: T): Uint8Array;
  /** Throws when the bytes are no such message. */
  decode(bytes: Uint8Array): T;
}

function topic<T>(
  name: string,
  type: string,
  message: MessageFns<T>,
  partitions: number,
  days: number,
): TopicDefinition<T> {
  return {
    name,
    type: `passback.events.v1.${type}`,
    partitions,
    retentionMs: days * DAY_MS,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    encode: (value) => message.encode(value).finish(),
    decode: (bytes) => message.decode(bytes),
  };
}

/** Every topic of the system. Partitions are the most consumers that can share the work; keys keep order. */
export const topics = {
  /** Key: unit id. A week: longer than any outage that is not noticed. */
  sectionAssessments: topic(
    'passback.section-assessments.v1',
    'SectionAssessmentChanged',
    SectionAssessmentChanged,
    12,
    7,
  ),
  /** Key: district. */
  staff: {
    ...topic('passback.staff.v1', 'StaffChanged', StaffChanged, 6, 7),
    maxMessageBytes: MAX_STAFF_BYTES + HEADER_BYTES,
  },
  /** Key: district. A wake-up only: the work itself stays in the ledger. */
  deliveries: topic('passback.deliveries.v1', 'DeliveryRequested', DeliveryRequested, 6, 2),
  /** Key: unit id. */
  outcomes: topic('passback.outcomes.v1', 'DeliveryOutcome', DeliveryOutcome, 6, 7),
  /** Key: district. */
  runs: topic('passback.runs.v1', 'RunEvent', RunEvent, 3, 30),
  /** Key: the original's. The original bytes, with its origin and the error in headers. */
  deadLetters: {
    name: 'passback.dead-letters.v1',
    type: 'passback.events.v1.DeadLetter',
    partitions: 1,
    retentionMs: 30 * DAY_MS,
    // As the largest of the others, whose messages it takes.
    maxMessageBytes: MAX_STAFF_BYTES + HEADER_BYTES,
    encode: (bytes) => bytes,
    decode: (bytes) => bytes,
  } satisfies TopicDefinition<Uint8Array>,
} as const;
