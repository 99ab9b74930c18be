import { Troubles } from '@passback/service-kit';
import type { Consumer as KafkajsConsumer, EachBatchPayload } from 'kafkajs';
import type { Delivery } from '../transfer/handle-slice.ts';
import type { EncodedMessage } from '../transfer/encoded-message.ts';
import { settledWithin } from '../transfer/settled-within.ts';
import type { MessagingOptions } from '../port/messaging.ts';
import { type KafkaAccess, RETRY } from './kafka-clients.ts';
import { isMembershipLost } from './kafka-errors.ts';
import { PartitionPauses } from './partition-pauses.ts';

/** A member that has not been heard of for this long is out, and the others take its partitions. */
const SESSION_TIMEOUT_MS = 15_000;
/** A rebalance is learnt from the answer to a heartbeat. */
export const HEARTBEAT_MS = 1_000;
/** What members get to finish the batch in hand when the group rebalances; handlers are told by their signal. */
const REBALANCE_TIMEOUT_MS = 30_000;
/** A fetch answers as soon as there is a message; this bounds what a stop or a resumed partition waits for. */
const FETCH_WAIT_MS = 100;
/** At least one message of the largest size; about 300 of 3 kB. */
const PARTITION_FETCH_BYTES = 1024 * 1024;
/** In memory for one consumer at a time. */
const FETCH_BYTES = 8 * 1024 * 1024;
/** Handlers at work at once for one consumer. */
const PARTITIONS_AT_ONCE = 4;
/** A consumer that neither fetches nor gets a heartbeat through has lost its broker, whatever kafkajs does about it. */
const SILENCE_TROUBLE_MS = 5_000;
const SILENCE_LIMIT_MS = 60_000;
const WATCH_MS = 1_000;
const DISCONNECT_LIMIT_MS = 5_000;

export interface SessionOptions<T> {
  readonly access: KafkaAccess;
  readonly groupId: string;
  readonly delivery: Delivery<T>;
  readonly maxBatch: number;
  /** Where partitions without a committed offset start, other than at their oldest message. */
  readonly startAt: ReadonlyMap<number, string>;
  /** Stores dead letters. */
  readonly storeDeadLetters: (letters: readonly EncodedMessage[]) => Promise<void>;
  readonly onJoined: () => void;
  readonly report: MessagingOptions['log'];
}

/** One life of a kafkajs consumer, from joining the group to a crash or a stop; the next one starts with nothing of it. */
export class ConsumerSession<T> {
  readonly options: SessionOptions<T>;
  readonly pauses = new PartitionPauses();
  /** Aborts the handlers: the partitions are lost, or there is no more time. */
  readonly handling = new AbortController();
  /** Why the membership is over; batches that are still queued must not be begun. */
  lost: unknown = null;
  readonly #consumer: KafkajsConsumer;
  readonly #ended = Promise.withResolvers<unknown>();
  readonly #startAt: Map<number, string>;
  readonly #startTroubles: Troubles;
  #heardAt = performance.now();
  #running: Promise<void> = Promise.resolve();
  #isKeepingStart = false;
  #stopping = false;

  constructor(options: SessionOptions<T>) {
    this.options = options;
    this.#startAt = new Map(options.startAt);
    const words = 'where a new group starts could not be kept; it is tried again';
    this.#startTroubles = new Troubles('start_offsets', options.report, words);
    this.#consumer = options.access.newKafka().consumer({
      groupId: options.groupId,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: PARTITION_FETCH_BYTES,
      maxBytes: FETCH_BYTES,
      allowAutoTopicCreation: false,
      retry: RETRY,
    });
    this.#listen();
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** Null while it works. */
  trouble(): string | null {
    const silentMs = performance.now() - this.#heardAt;
    return (
      this.pauses.trouble() ??
      (silentMs > SILENCE_TROUBLE_MS ? `the broker has not answered for ${Math.round(silentMs / 1000)} s` : null)
    );
  }

  /** Joins the group and hands over what is fetched. Resolves with the reason when that is over for another reason than `stop`. */
  async run(eachBatch: (payload: EachBatchPayload) => Promise<void>): Promise<unknown> {
    const watch = setInterval(() => {
      const silentMs = performance.now() - this.#heardAt;
      if (silentMs > SILENCE_LIMIT_MS) this.#ended.resolve(new Error(`silent for ${Math.round(silentMs / 1000)} s`));
    }, WATCH_MS);
    try {
      await this.#consumer.connect();
      await this.#consumer.subscribe({ topic: this.options.delivery.topicName, fromBeginning: true });
      if (this.#stopping) return null;
      this.#running = this.#consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch,
      });
      await this.#running;
      return await this.#ended.promise;
    } catch (error) {
      return error;
    } finally {
      clearInterval(watch);
    }
  }

  /** Remembers an error that says that the partitions are another member's, so that no batch that is still queued is begun. */
  noteLoss(error: unknown): void {
    if (isMembershipLost(error)) this.lost ??= error;
  }

  /** The offset of the partition has moved: it has recovered, and where it was to start no longer matters. */
  handled(partition: number): void {
    this.pauses.succeeded(partition);
    this.#startAt.delete(partition);
  }

  /** Stores dead letters; to be called before the offset moves. */
  async bury(letters: readonly EncodedMessage[]): Promise<void> {
    if (letters.length === 0) return;
    await this.options.storeDeadLetters(letters);
    for (const { headers } of letters)
      this.options.report?.warn(
        {
          topic: headers['x-origin-topic'],
          groupId: this.options.groupId,
          partition: headers['x-origin-partition'],
          offset: headers['x-origin-offset'],
          code: headers['x-error-code'],
          traceparent: headers['traceparent'],
        },
        'a message went to the dead letters',
      );
  }

  /** Takes no more, lets batches in hand finish for `limitMs`, then tells their handlers to give up; leaves the group. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping = true;
    this.pauses.clear();
    // kafkajs forgets a consumer that is stopped while it joins, and it would go on; so the join has to end first.
    const disconnected = this.#running.catch(() => undefined).then(() => this.#consumer.disconnect());
    if (!(await settledWithin(disconnected, limitMs))) {
      this.handling.abort(new Error('stopped'));
      await settledWithin(disconnected, DISCONNECT_LIMIT_MS);
    }
    this.#ended.resolve(null);
  }

  #listen(): void {
    const { events } = this.#consumer;
    const heard = (): void => {
      this.#heardAt = performance.now();
    };
    this.#consumer.on(events.HEARTBEAT, heard);
    this.#consumer.on(events.END_BATCH_PROCESS, heard);
    this.#consumer.on(events.FETCH, () => {
      heard();
      void this.#keepStart();
    });
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      // Thrown into kafkajs's own join, which then fails; else a consumer that was stopped would hold its partitions.
      if (this.#stopping) throw new Error('joined after it was stopped');
      heard();
      this.lost = null;
      const assigned = payload.memberAssignment[this.options.delivery.topicName] ?? [];
      this.pauses.keepOnly(new Set(assigned));
      this.#seekStart(assigned);
      this.options.onJoined();
    });
    this.#consumer.on(events.CRASH, ({ payload }) => this.#ended.resolve(payload.error));
  }

  /** Before the first fetch: kafkajs emits the join before it fetches. */
  #seekStart(assigned: readonly number[]): void {
    for (const partition of [...this.#startAt.keys()])
      if (!assigned.includes(partition)) this.#startAt.delete(partition);
    for (const [partition, offset] of this.#startAt)
      this.#consumer.seek({ topic: this.options.delivery.topicName, partition, offset });
  }

  /** Commits the place where a new group starts, so that it is kept even when the group ends before its first message. */
  async #keepStart(): Promise<void> {
    if (this.#startAt.size === 0 || this.#isKeepingStart) return;
    this.#isKeepingStart = true;
    const starts = [...this.#startAt];
    const { topicName: topic } = this.options.delivery;
    try {
      await this.#consumer.commitOffsets(starts.map(([partition, offset]) => ({ topic, partition, offset })));
      for (const [partition] of starts) this.#startAt.delete(partition);
      this.#startTroubles.over();
    } catch (error) {
      // As when the group rebalances: tried again after the next fetch.
      this.#startTroubles.met(error, { topic, groupId: this.options.groupId });
    } finally {
      this.#isKeepingStart = false;
    }
  }
}
