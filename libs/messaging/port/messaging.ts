import type { TopicDefinition } from '@passback/contracts';
import type { MessagingSecurity } from './security.ts';

export type Headers = Readonly<Record<string, string>>;

export interface OutgoingMessage<T> {
  readonly key: string;
  readonly value: T;
  /** `ce-id`, `ce-type` and `ce-time` are added; `traceparent` is the caller's, or the active span's. */
  readonly headers?: Headers;
}

export interface IncomingMessage<T> {
  readonly key: string;
  readonly value: T;
  readonly headers: Headers;
  readonly partition: number;
  /** Decimal, grows within a partition. */
  readonly offset: string;
}

/** A message that breaks an invariant: it goes to dead letters and the offset moves on. */
export interface Poison<T> {
  readonly message: IncomingMessage<T>;
  /** Closed code, as `INVARIANT_BROKEN`. */
  readonly code: string;
  readonly error: string;
}

export interface BatchResult<T> {
  readonly poison: readonly Poison<T>[];
}

export interface ConsumeOptions<T> {
  /**
   * Consumer group: members share the work, offsets are kept under it, for each topic apart. A Kafka broker knows it as
   * `<prefix><group>.<topic name>`.
   */
  readonly group: string;
  /** Most messages that one call of the handler gets. */
  readonly maxBatch: number;
  /** Start at the oldest message where the group has no offset yet (default), or only at what comes from now on. */
  readonly from?: 'oldest' | 'newest';
  /**
   * Handles messages of one partition in order. Resolving moves the offset past them all. Throwing says that a dependency is down:
   * the partition is paused, the same messages come again after a growing delay (250 ms to 15 s), and nothing is lost.
   * The signal aborts when the messages may go to another member, or when a stop has waited long enough: what is handled then may come
   * again. While a handler is at work, partitions of the same fetch may wait for it, so it should take seconds at most.
   */
  readonly handle: (
    messages: readonly IncomingMessage<T>[],
    signal: AbortSignal,
  ) => Promise<BatchResult<T> | undefined>;
}

export interface Consumer {
  /** Null while it works; the last error of the handler or the broker while it waits. For readiness. */
  trouble(): string | null;
  /** Takes no more, lets the batch in hand finish (at most 10 s), commits, leaves the group. */
  stop(): Promise<void>;
}

export type MessagingErrorCode = 'UNAVAILABLE' | 'MESSAGE_TOO_LARGE' | 'INVALID_URL' | 'STOPPED';

/** What a messaging operation throws; `UNAVAILABLE` may be tried again, the others may not. */
export class MessagingError extends Error {
  readonly code: MessagingErrorCode;
  constructor(code: MessagingErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MessagingError';
    this.code = code;
  }
}

/** How many brokers have each message of a topic, and how many of them before a message is answered for. */
export interface TopicCopies {
  readonly replication: number;
  readonly minInSync: number;
}

/** The broker. Adapters: Kafka, embedded (one process). Both pass `messaging.contract.ts`. */
export interface Messaging {
  /** Creates what is missing, with as many copies as are asked for or usual; what is there stays. */
  ensureTopics(topics: readonly TopicDefinition<unknown>[], copies?: TopicCopies): Promise<void>;
  /**
   * Resolves once every message is durable (acks from all in-sync replicas); rejects when any is not. Keeps order within a key.
   * After `UNAVAILABLE` (10 s) messages may have been stored all the same; after `MESSAGE_TOO_LARGE` none was sent.
   */
  produce<T>(topic: TopicDefinition<T>, messages: readonly OutgoingMessage<T>[]): Promise<void>;
  consume<T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>): Promise<Consumer>;
  /** Messages that the group has not committed yet, by topic name. */
  lag(group: string, topics: readonly TopicDefinition<unknown>[]): Promise<Readonly<Record<string, number>>>;
  /**
   * Waits until the group has committed everything that was in the topics when this was called.
   * False when `timeoutMs` passed first; throws `UNAVAILABLE` when the broker cannot even say what is there. Used so that a run takes in all that was accepted before it.
   */
  waitUntilConsumed(group: string, topics: readonly TopicDefinition<unknown>[], timeoutMs: number): Promise<boolean>;
  /**
   * Throws `MessagingError` `UNAVAILABLE` when the broker cannot be reached within 2 s, lately refused what was to be written, or has topics
   * otherwise than they are required.
   */
  check(): Promise<void>;
  /** Stops consumers, flushes the producer, disconnects. */
  stop(): Promise<void>;
}

export interface MessagingOptions {
  /** `embedded:<folder>` or `kafka://host:port,host:port`. */
  readonly url: string;
  /** Static, as `passback-rules`; never random. */
  readonly clientId: string;
  /** What topics have to have at least, those that are there as well; left out: what is usual, and nothing is checked. */
  readonly copies?: TopicCopies;
  /** Of Kafka; left out: in plain text, without a user. */
  readonly security?: MessagingSecurity;
  /** Put before every topic name and group; for tests that share a broker. */
  readonly prefix?: string;
  /** Told of what an operator acts on: a dead letter, a pause, a reconnect. */
  readonly log?: { warn(fields: object, message: string): void; info(fields: object, message: string): void };
}
