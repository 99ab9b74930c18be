import { MAX_MESSAGE_BYTES } from '@passback/contracts';
import { systemClock } from '@passback/service-kit';
import { CompressionTypes, type Message, Partitioners, type Producer, type TopicMessages } from 'kafkajs';
import { BatchingQueue, type SendBatch } from '../transfer/batching-queue.ts';
import { type EncodedMessage, inParts, totalBytes } from '../transfer/encoded-message.ts';
import { retryDelayMs } from '../transfer/retry-delay.ts';
import { settledWithin } from '../transfer/settled-within.ts';
import { PRODUCE_TIMEOUT_MS } from '../port/limits.ts';
import { MessagingError, type MessagingOptions } from '../port/messaging.ts';
import { kafkaErrorType } from './kafka-errors.ts';
import { type KafkaAccess, RETRY } from './kafka-clients.ts';

/**
 * One request: kafkajs makes one record batch of what goes to a partition, and the broker takes no batch over about 1 MB. Of a topic whose
 * messages may be larger, such a message goes alone.
 */
const REQUEST_BYTES = MAX_MESSAGE_BYTES;
/** Encoded and not yet acknowledged; more callers than this wait. About a second of a slow broker. */
const QUEUED_BYTES = 16 * 1024 * 1024;
/** Calls that wait behind those; each holds its messages, and a refused caller tries again later. */
const WAITING_CALLS = 10_000;
/** For the brokers to have it on all in-sync replicas; within kafkajs's request timeout. */
const ACKS_TIMEOUT_MS = 4_000;

/** kafkajs gives up by itself before; should it ever not, others must not wait behind it. */
const SEND_LIMIT_MS = 60_000;
const DISCONNECT_LIMIT_MS = 2_000;
/** After that somebody is let try again: who is not ready is sent nothing, and would never learn that it may write by now. */
const REFUSAL_COUNTS_MS = 60_000;

export interface ProducerLimits {
  readonly timeoutMs: number;
}

export interface TopicPart {
  /** As the broker knows it. */
  readonly topic: string;
  readonly messages: readonly EncodedMessage[];
}

/**
 * Sends messages with acks from all in-sync replicas, idempotently within one producer id.
 *
 * kafkajs takes the sequence numbers of a failed request back. After a request whose answer was lost, the next one would carry the
 * same numbers with other messages, and the broker would take it for the first one and drop it, acknowledged. So a producer that
 * failed, in whatever way, is never used again: the next send has a new producer id (also the way out of OUT_OF_ORDER_SEQUENCE_NUMBER
 * and UNKNOWN_PRODUCER_ID, which otherwise last for ever: https://github.com/tulios/kafkajs/issues/598). What such a retry repeats is
 * stored twice, as at-least-once allows.
 */
export class KafkaProducer {
  readonly #access: KafkaAccess;
  readonly #report: MessagingOptions['log'];
  readonly #queue: BatchingQueue<TopicPart>;
  readonly #stopping = new AbortController();
  #producer: Producer | null = null;
  /** Why sending fails at present. */
  #trouble: string | null = null;
  /** When the broker last said that this process may not write; -Infinity: not since something was stored. */
  #refusedAt = -Infinity;

  constructor(
    access: KafkaAccess,
    report: MessagingOptions['log'],
    { timeoutMs }: ProducerLimits = { timeoutMs: PRODUCE_TIMEOUT_MS },
  ) {
    this.#access = access;
    this.#report = report;
    this.#queue = new BatchingQueue((batch) => this.#sendUntilDone(batch), {
      batchBytes: REQUEST_BYTES,
      queuedBytes: QUEUED_BYTES,
      waitingCalls: WAITING_CALLS,
      timeoutMs,
    });
  }

  /**
   * Resolves once all messages have their acks. `prepare` is called when there is room for them. Rejects with `UNAVAILABLE`, and why,
   * after the time limit; messages that were on their way then may have been stored.
   */
  async produce(topic: string, prepare: () => readonly EncodedMessage[]): Promise<void> {
    try {
      await this.#queue.add(() =>
        inParts(prepare(), REQUEST_BYTES).map((messages) => ({
          bytes: totalBytes(messages),
          work: { topic, messages },
        })),
      );
    } catch (error) {
      if (!(error instanceof MessagingError) || error.code !== 'UNAVAILABLE' || this.#trouble === null) throw error;
      throw new MessagingError('UNAVAILABLE', `${error.message}: ${this.#trouble}`, error);
    }
  }

  /** What right this process lacks, as long as it was refused lately and nothing was stored since; null where none is known to be lacking. */
  refusal(): string | null {
    return performance.now() - this.#refusedAt < REFUSAL_COUNTS_MS ? this.#trouble : null;
  }

  /** Sends what is queued (each call within its time limit), then disconnects. */
  async stop(): Promise<void> {
    await this.#queue.close();
    this.#stopping.abort();
    await this.#dropProducer();
  }

  /** Tries until the batch is stored or nobody waits for it any more. */
  async #sendUntilDone(batch: SendBatch<TopicPart>): Promise<void> {
    for (let failures = 0; ;) {
      const parts = batch.live();
      if (parts.length === 0) return;
      try {
        await this.#send(parts);
        this.#trouble = null;
        this.#refusedAt = -Infinity;
        return;
      } catch (error) {
        await this.#dropProducer();
        if (isTooLarge(error)) throw tooLarge(parts, error);
        const delayMs = retryDelayMs(++failures);
        const on = `topic ${[...new Set(parts.map(({ topic }) => topic))].join(', ')}`;
        this.#trouble = this.#access.explain(error, { right: 'Write', on });
        if (kafkaErrorType(error)?.endsWith('_AUTHORIZATION_FAILED') === true) this.#refusedAt = performance.now();
        this.#report?.warn(
          { failures, delayMs, error: this.#trouble },
          'messages could not be sent and are tried again',
        );
        await systemClock.sleep(delayMs, this.#stopping.signal);
      }
    }
  }

  async #send(parts: readonly TopicPart[]): Promise<void> {
    this.#producer ??= await this.#connect();
    const sending = this.#producer.sendBatch({
      acks: -1,
      timeout: ACKS_TIMEOUT_MS,
      compression: CompressionTypes.None,
      topicMessages: byTopic(parts),
    });
    if (!(await settledWithin(sending, SEND_LIMIT_MS)))
      throw new Error(`kafkajs has not answered for ${SEND_LIMIT_MS} ms`);
    await sending;
  }

  async #connect(): Promise<Producer> {
    const producer = this.#access.newKafka().producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: RETRY,
    });
    try {
      await producer.connect();
    } catch (error) {
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  }

  async #dropProducer(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    if (producer !== null) await settledWithin(producer.disconnect(), DISCONNECT_LIMIT_MS);
  }
}

function byTopic(parts: readonly TopicPart[]): TopicMessages[] {
  const messages = new Map<string, Message[]>();
  for (const part of parts) {
    const ofTopic = messages.get(part.topic) ?? [];
    messages.set(part.topic, ofTopic);
    for (const { key, value, headers } of part.messages)
      ofTopic.push({
        key,
        value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
        headers: { ...headers },
      });
  }
  return [...messages].map(([topic, ofTopic]) => ({ topic, messages: ofTopic }));
}

function isTooLarge(error: unknown): boolean {
  const type = kafkaErrorType(error);
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE';
}

/** A topic that is set to less than it was created with, or is older than that limit; trying again would not help. */
function tooLarge(parts: readonly TopicPart[], error: unknown): MessagingError {
  const topics = [...new Set(parts.map(({ topic }) => topic))].join(', ');
  const largest = Math.max(...parts.map(({ messages }) => totalBytes(messages)));
  return new MessagingError(
    'MESSAGE_TOO_LARGE',
    `the broker takes no batches of ${largest} bytes for ${topics}: raise its max.message.bytes to what new topics get`,
    error,
  );
}
